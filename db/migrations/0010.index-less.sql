-- Each index is a random page that a booking dirties and, after a checkpoint, writes to the WAL in
-- full. No request reads by service or by location, and the places of plain visits cannot clash.
-- depends: 0009.create-waitlist
-- transactional: false

drop index concurrently if exists data.bookings_service_idx;

drop index concurrently if exists data.bookings_location_idx;

-- squawk-ignore ban-concurrent-index-creation-in-transaction
create unique index concurrently if not exists allocations_one_place_in_class
on data.allocations (tenant_id, resource_id, session_id, place)
where (active and session_id <> booking_id);

drop index concurrently if exists data.allocations_one_place;
