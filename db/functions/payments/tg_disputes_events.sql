-- What becomes of disputes is an event, whichever door it came through.

create function private.tg_disputes_events() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform private.record_event(
        new.tenant_id,
        'dispute.' || case
            when tg_op = 'INSERT' then 'opened'
            when new.status in ('lost', 'won') and new.status <> old.status then new.status
            else 'updated'
        end,
        new.dispute_id,
        null,
        jsonb_build_object(
            'payment_id', new.payment_id,
            'booking_id', new.booking_id,
            'status', new.status,
            'amount', new.amount_minor,
            'currency', new.currency,
            'reason', new.reason,
            'evidence_due_at', private.utc(new.evidence_due_at)
        )
    );

    return null;
end;
$$;

comment on function private.tg_disputes_events is 'Record what becomes of disputes.';

create trigger _900_event_of_insert after insert on data.disputes
for each row execute function private.tg_disputes_events();

create trigger _900_event_of_update after update on data.disputes
for each row when (old.* is distinct from new.*)
execute function private.tg_disputes_events();
