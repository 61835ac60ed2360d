drop index data.payments_one_open;
create unique index payments_one_open on data.payments (tenant_id, booking_id, part)
where (status in ('pending', 'processing') and method = 'stripe');
