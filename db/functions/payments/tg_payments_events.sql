-- What becomes of payments and refunds is an event, whichever door it came through.

create function private.tg_payments_events() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform private.record_event(
        new.tenant_id,
        'payment.' || case when new.status = 'pending' then 'created' else new.status end,
        new.payment_id,
        null,
        jsonb_build_object(
            'booking_id', new.booking_id,
            'part', new.part,
            'method', new.method,
            'amount', new.amount_minor,
            'tip', new.tip_minor,
            'currency', new.currency,
            'due_at', private.utc(new.due_at),
            'customer_id', private.customer_of(new.tenant_id, new.booking_id)
        )
    );

    return null;
end;
$$;

comment on function private.tg_payments_events is 'Record what becomes of payments.';

create trigger _900_event_of_insert after insert on data.payments
for each row execute function private.tg_payments_events();

create trigger _900_event_of_update after update of status on data.payments
for each row when (old.status is distinct from new.status)
execute function private.tg_payments_events();
