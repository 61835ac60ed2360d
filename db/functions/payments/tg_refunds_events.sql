-- What becomes of refunds is an event, whichever door it came through.

create function private.tg_refunds_events() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform private.record_event(
        new.tenant_id,
        'refund.' || new.status,
        new.refund_id,
        null,
        jsonb_build_object(
            'payment_id', new.payment_id,
            'booking_id', new.booking_id,
            'amount', new.amount_minor,
            'currency', new.currency,
            'reason', new.reason,
            'customer_id', private.customer_of(new.tenant_id, new.booking_id)
        )
    );

    return null;
end;
$$;

comment on function private.tg_refunds_events is 'Record what becomes of refunds.';

create trigger _900_event_of_insert after insert on data.refunds
for each row execute function private.tg_refunds_events();

create trigger _900_event_of_update after update of status on data.refunds
for each row when (old.status is distinct from new.status)
execute function private.tg_refunds_events();
