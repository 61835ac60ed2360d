-- transactional: false

create index concurrently if not exists bookings_service_idx
on data.bookings (tenant_id, service_id, starts_at);

create index concurrently if not exists bookings_location_idx
on data.bookings (tenant_id, location_id);

create unique index concurrently if not exists allocations_one_place
on data.allocations (tenant_id, resource_id, session_id, place)
where (active);

drop index concurrently if exists data.allocations_one_place_in_class;
