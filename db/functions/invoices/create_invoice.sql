-- POST /v1/bookings/{id}/invoice
-- POST /v1/tenants/{slug}/bookings/{id}/invoice
--
-- A booking is invoiced once: who asks again gets the same.
--
-- Fails with  KA001  not-signed-in
--             KC180  nothing-to-invoice
--             KC182  already-invoiced
--             KF001  forbidden
--             KN003  booking-not-found
--             KP001  version-conflict
--             KV003  idempotency-mismatch

create function api.create_invoice(
    p_tenant_id uuid,
    p_booking_id uuid,
    p_name data.short_text default null,
    p_company data.short_text default null,
    p_address data.long_text default null,
    p_tax_number data.short_text default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_caller constant text := 'booking:' || p_booking_id;
    v_answer jsonb := private.replay(p_tenant_id, v_caller);
    v_booking data.bookings;
    v_invoice data.invoices;
begin
    if v_answer is not null then
        perform private.require_booking(p_tenant_id, p_booking_id, false);
        return v_answer;
    end if;

    v_booking := private.require_booking(p_tenant_id, p_booking_id, true);

    if coalesce(p_name, p_company, p_address, p_tax_number) is not null then
        perform private.require_uninvoiced(v_booking);
        perform private.keep_billing(v_booking, p_name, p_company, p_address, p_tax_number);
    end if;

    v_invoice := private.invoice_of(p_tenant_id, p_booking_id);

    if v_invoice.invoice_id is null then
        perform private.require_billable(v_booking);
        v_invoice := private.issue_invoice(v_booking);
    end if;

    return private.remember(p_tenant_id, v_caller, private.invoice_json(v_invoice));
end;
$$;

comment on function api.create_invoice is
    'The invoice of a booking, issued if it is not yet.

A visit is invoiced once it is over; one that will not be, if a fee was kept or charged. name,
company, address and tax_number say to whom, if nobody has said before. What was not paid by then is
on it as due.

Answers invoice.';

alter function api.create_invoice owner to holdfast_api;
grant execute on function api.create_invoice to holdfast_web, holdfast_person;
