drop table data.idempotency_keys, data.allocations, data.bookings, data.booking_transitions;
