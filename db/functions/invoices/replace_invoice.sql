-- POST /v1/invoices/{id}/replace
--
-- An invoice says for good what it says. So one to the wrong buyer is taken back as a whole by a
-- credit note, and another stands in its place, of what the visit comes to by now.
--
-- Fails with  KA001  not-signed-in
--             KC181  not-replaceable
--             KF001  forbidden
--             KN180  invoice-not-found
--             KV003  idempotency-mismatch

create function api.replace_invoice(
    p_tenant_id uuid,
    p_invoice_id uuid,
    p_name data.short_text default null,
    p_company data.short_text default null,
    p_address data.long_text default null,
    p_tax_number data.short_text default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_booking data.bookings;
    v_invoice data.invoices;
    v_billed private.billed;
    v_credit_note data.invoices;
begin
    perform private.require_role('owner', 'manager');
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    select b.*
    into v_booking
    from data.invoices as i
    join data.bookings as b on b.tenant_id = p_tenant_id and b.booking_id = i.booking_id
    where i.tenant_id = p_tenant_id and i.invoice_id = p_invoice_id
    for no key update of b;

    if not found then
        raise exception using
            errcode = 'KN180',
            message = 'There is no such invoice or credit note.';
    end if;

    v_invoice := private.invoice_of(p_tenant_id, v_booking.booking_id);
    v_billed := private.billed(v_booking);

    if
        v_invoice.invoice_id <> p_invoice_id
        or v_billed.revenue + v_billed.tax + v_billed.fees <= 0
    then
        raise exception using
            errcode = 'KC181',
            message = 'It is no invoice, another stands in its place, or nothing is left of it.';
    end if;

    v_credit_note.series := 'credit_note';
    v_credit_note.corrects_id := p_invoice_id;
    v_credit_note.reason := 'replaced';
    v_credit_note.payments := '[]';
    perform private.issue_document(
        v_booking, v_credit_note, private.document_lines(v_booking, v_billed)
    );
    perform private.keep_billing(v_booking, p_name, p_company, p_address, p_tax_number);

    return private.remember(
        p_tenant_id, 'staff',
        private.invoice_json(private.issue_invoice(v_booking, p_invoice_id))
    );
end;
$$;

comment on function api.replace_invoice is
    'Put another invoice in the place of one to the wrong buyer.

A credit note takes the first back as a whole. What is left out is nothing: name is that of whoever
booked, if it is left out.

Answers invoice.';

alter function api.replace_invoice owner to holdfast_api;
grant execute on function api.replace_invoice to holdfast_web, holdfast_person;
