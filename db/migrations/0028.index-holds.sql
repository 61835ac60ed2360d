-- How long an answer about availability is good for (private.keep_availability).
-- depends: 0027.create-notices

-- It holds what is held at the moment, so it is small; to find that takes one look at the table.
-- squawk-ignore require-concurrent-index-creation
create index allocations_holds_idx on data.allocations (tenant_id, hold_expires_at)
where (active and hold_expires_at is not null);

-- squawk-ignore require-concurrent-index-creation
create index resources_person_idx on data.resources (tenant_id)
where (person_id is not null);
