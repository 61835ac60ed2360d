-- Bookings whose documents do not say what the ledger says: none. Of tips they may say less: those
-- that are given later are on none. Of a booking without any there is nothing to compare.

create view data.invoice_differences
with (security_invoker = true)
as
select
    b.tenant_id,
    b.booking_id,
    d.is_now as ledger,
    d.said as documents
from data.bookings as b
cross join lateral (select private.billable(b) as is_now, private.billed(b) as said) as d
where
    exists (
        select
        from data.invoices as i
        where i.tenant_id = b.tenant_id and i.booking_id = b.booking_id
    )
    and (
        ((d.is_now).revenue, (d.is_now).tax, (d.is_now).fees)
        <> ((d.said).revenue, (d.said).tax, (d.said).fees)
        or (d.is_now).tips < (d.said).tips
    );

comment on view data.invoice_differences is
    'Bookings whose documents do not say what the ledger says: none.';

grant select on data.invoice_differences to holdfast_reader;
