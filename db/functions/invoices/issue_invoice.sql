-- Invoices a booking, which is locked: all that the ledger says it came to. p_replaces_id is the
-- invoice in whose place it stands.

create function private.issue_invoice(
    p_booking data.bookings,
    p_replaces_id uuid default null
) returns data.invoices
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_document data.invoices;
begin
    v_document.series := 'invoice';
    v_document.replaces_id := p_replaces_id;
    v_document.payments := private.payments_of_document(p_booking, true);

    return private.issue_document(
        p_booking, v_document, private.first_lines(p_booking, private.billable(p_booking))
    );
end;
$$;

comment on function private.issue_invoice is 'Invoice a booking.';

grant execute on function private.issue_invoice to holdfast_api;
