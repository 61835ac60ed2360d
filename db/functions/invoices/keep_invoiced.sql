-- Has the documents of a booking say what the ledger says. Whatever moves what a
-- visit came to calls this once it is through, in its own transaction.
--
-- One that is over and paid is invoiced, if the business has that done unasked. Of one that is
-- invoiced, what is not earned any more is taken off by a credit note, and what is earned again
-- after all is added by another invoice that names the first. A tip that is given later is nobody's
-- to invoice; one that goes back is taken off.

create function private.keep_invoiced(p_tenant_id uuid, p_booking_id uuid) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_booking data.bookings;
    v_invoice data.invoices;
    v_is private.billed;
    v_said private.billed;
    v_more private.billed;
    v_document data.invoices;
begin
    select *
    into v_booking
    from data.bookings
    where tenant_id = p_tenant_id and booking_id = p_booking_id
    for no key update;

    if not found then
        return;
    end if;

    v_invoice := private.invoice_of(p_tenant_id, p_booking_id);

    if v_invoice.invoice_id is null then
        if
            v_booking.status = 'completed'
            and (private.invoice_settings_of(p_tenant_id)).automatic
            and private.left_to_pay(v_booking) = 0
        then
            v_is := private.billable(v_booking);

            if v_is.revenue + v_is.tax > 0 then
                perform private.issue_invoice(v_booking);
            end if;
        end if;

        return;
    end if;

    v_is := private.billable(v_booking);
    v_said := private.billed(v_booking);
    v_more := row(
        v_is.revenue - v_said.revenue,
        v_is.tax - v_said.tax,
        v_is.fees - v_said.fees,
        least(0, v_is.tips - v_said.tips)
    );

    if v_more = row(0, 0, 0, 0)::private.billed then
        return;
    end if;

    v_document.corrects_id := v_invoice.invoice_id;
    v_document.payments := private.payments_of_document(v_booking, false);

    if v_more.revenue + v_more.tax + v_more.fees + v_more.tips > 0 then
        v_document.series := 'invoice';
        v_document.reason := 'added';
    else
        v_document.series := 'credit_note';
        v_document.reason := case
            when v_document.payments @> '[{"kind": "refund"}]' then 'refunded' else 'reduced'
        end;
        v_more := row(-v_more.revenue, -v_more.tax, -v_more.fees, -v_more.tips);
    end if;

    perform private.issue_document(
        v_booking, v_document, private.document_lines(v_booking, v_more)
    );
end;
$$;

comment on function private.keep_invoiced is
    'Have the documents of a booking say what the ledger says.';

grant execute on function private.keep_invoiced to holdfast_api;
