-- GET /v1/invoices/{id}
-- GET /v1/tenants/{slug}/invoices/{id}
--
-- A document is opened by a token of its own, so that who is given it to read can do nothing with
-- the booking.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN180  invoice-not-found

create function api.get_invoice(p_tenant_id uuid, p_invoice_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_claims constant jsonb := private.current_claims();
    v_invoice data.invoices;
begin
    if not private.is_guest() then
        perform private.require_staff();
    end if;

    select *
    into v_invoice
    from data.invoices
    where tenant_id = p_tenant_id and invoice_id = p_invoice_id;

    if not found or not coalesce(
        case v_claims ->> 'role'
            when 'owner' then true
            when 'manager' then true
            when 'staff' then exists (
                select
                from data.bookings as b
                where
                    b.tenant_id = p_tenant_id
                    and b.booking_id = v_invoice.booking_id
                    and private.leads(b)
            )
            when 'guest' then v_claims ->> 'manage_token'
            = private.manage_token(p_tenant_id, p_invoice_id)
        end,
        false
    ) then
        raise exception using
            errcode = 'KN180',
            message = 'There is no such invoice or credit note.';
    end if;

    return private.invoice_json(v_invoice);
end;
$$;

comment on function api.get_invoice is
    'An invoice or a credit note.

With Accept: application/pdf it is the document itself, with Accept: text/html a page.

Answers invoice.';

alter function api.get_invoice owner to holdfast_api;
grant execute on function api.get_invoice to holdfast_web, holdfast_person;
