-- What becomes of payouts is an event, whichever door it came through.

create function private.tg_payouts_events() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform private.record_event(
        new.tenant_id,
        'payout.' || case
            when tg_op = 'INSERT' then 'created'
            when old.status = new.status then 'reconciled'
            else new.status
        end,
        new.payout_id,
        null,
        jsonb_build_object('amount', new.amount_minor, 'currency', new.currency)
    );

    return null;
end;
$$;

comment on function private.tg_payouts_events is 'Record what becomes of payouts.';

create trigger _900_event_of_insert after insert on data.payouts
for each row execute function private.tg_payouts_events();

create trigger _900_event_of_update after update of status, is_reconciled on data.payouts
for each row when (
    old.status is distinct from new.status or old.is_reconciled is distinct from new.is_reconciled
)
execute function private.tg_payouts_events();
