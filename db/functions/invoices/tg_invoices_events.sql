-- That a document was issued is an event, whichever door it came through.

create function private.tg_invoices_events() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform private.record_event(
        new.tenant_id,
        new.series || '.issued',
        new.invoice_id,
        null,
        (
            select jsonb_build_object(
                'booking_id', new.booking_id,
                'customer_id', b.customer_id,
                'number', new.number,
                'issued_on', new.issued_on,
                'total', new.total_minor,
                'currency', new.currency,
                'corrects_id', new.corrects_id,
                'replaces_id', new.replaces_id,
                'is_mailed', (private.invoice_settings_of(new.tenant_id)).mailed
            )
            from data.bookings as b
            where b.tenant_id = new.tenant_id and b.booking_id = new.booking_id
        )
    );

    return null;
end;
$$;

comment on function private.tg_invoices_events is 'Record that a document was issued.';

create trigger _900_event after insert on data.invoices
for each row execute function private.tg_invoices_events();
