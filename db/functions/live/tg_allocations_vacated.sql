-- A booking that moves gives up what it occupied: that is written down before it is gone, as an
-- event of the booking. Nothing else deletes allocations; what ends keeps them.

create function private.tg_allocations_vacated() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform private.record_event(
        v.tenant_id, 'booking.vacated', v.booking_id, null,
        jsonb_build_object('occupied', v.occupied)
    )
    from (
        select
            o.tenant_id,
            o.booking_id,
            jsonb_agg(jsonb_build_object(
                'resource_id', o.resource_id,
                'starts_at', private.utc(o.starts_at),
                'ends_at', private.utc(o.ends_at)
            ) order by o.resource_id) as occupied
        from vacated as o
        where o.active
        group by o.tenant_id, o.booking_id
    ) as v;

    return null;
end;
$$;

comment on function private.tg_allocations_vacated is 'Record what a booking that moves leaves.';

create trigger _900_event_of_leaving after delete on data.allocations
referencing old table as vacated
for each statement execute function private.tg_allocations_vacated();
