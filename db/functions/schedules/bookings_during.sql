-- Which bookings would stand in time off or a closure of these resources.

create function private.bookings_during(
    p_tenant_id uuid,
    p_resource_ids uuid[],
    p_from timestamptz,
    p_until timestamptz
) returns uuid[]
    language sql stable parallel safe
    return array(
        select b.booking_id
        from private.live_bookings(p_tenant_id, p_resource_ids, p_from, p_until) as b
    );

comment on function private.bookings_during is 'The live bookings of resources in a span.';

grant execute on function private.bookings_during to holdfast_api;
