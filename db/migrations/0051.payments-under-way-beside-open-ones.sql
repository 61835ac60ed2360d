-- A payment that the bank is at may stand beside one that is open: what Stripe tells comes late, and
-- has to be taken all the same.
-- depends: 0050.keep-notice

-- squawk-ignore require-concurrent-index-deletion
drop index data.payments_one_open;

-- squawk-ignore require-concurrent-index-creation
create unique index payments_one_open on data.payments (tenant_id, booking_id, part)
where (status = 'pending' and method = 'stripe');
