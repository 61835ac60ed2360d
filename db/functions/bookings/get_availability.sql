-- GET /v1/tenants/{slug}/availability
--
-- Without a resource each start appears once, with every resource that is free then.
--
-- Fails with  KN002  service-not-found
--             KN005  resource-not-found
--             KN006  location-not-found
--             KV005  range-invalid

create function api.get_availability(
    p_tenant_id uuid,
    p_service_id uuid,
    p_from data.local_date,
    p_to data.local_date,
    p_resource_id uuid default null,
    p_location_id uuid default null,
    p_party_size data.seat_count default 1
) returns json
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_as_customer constant boolean := private.current_role_name() = 'guest';
    v_offers private.offer[];
    v_window record;
    v_slots json;
    v_first timestamptz;
begin
    if p_to < p_from or p_to - p_from > 61 then
        raise exception using
            errcode = 'KV005',
            message = 'From must not come after to, and both together at most 62 days.',
            column = 'to';
    end if;

    v_offers := private.offers_for(
        p_tenant_id, p_service_id, p_resource_id, p_location_id, v_as_customer
    );
    v_window := private.booking_window(v_offers[1], true);

    select min(s.starts_at), json_agg(
        json_build_object(
            'starts_at', private.utc(s.starts_at),
            'ends_at', private.utc(s.ends_at),
            'resource_ids', s.resource_ids,
            'seats_left', s.seats_left
        )
        order by s.starts_at, s.ends_at
    )
    into v_first, v_slots
    from (
        select
            b.starts_at,
            b.ends_at,
            array_agg(b.resource_id order by b.resource_id) as resource_ids,
            sum(b.seats_left) as seats_left
        from private.bookable_starts(
            p_tenant_id, p_service_id,
            -- Where nothing is booked, nothing is on offer.
            array(
                select (o).resource_id
                from unnest(v_offers) as o
                where private.is_active(p_tenant_id)
            ),
            p_from, p_to, p_party_size, v_window.earliest, v_window.latest
        ) as b
        group by b.starts_at, b.ends_at
    ) as s;

    perform private.keep_availability(
        p_tenant_id, p_to, v_first - v_window.earliest, v_window.latest
    );

    return json_build_object(
        'time_zone', (
            -- That of the place, if there is one place; else that of the business.
            select case when count(distinct (o).time_zone) = 1 then min((o).time_zone) else min(
                (select t.time_zone::text from data.tenants as t where t.tenant_id = p_tenant_id)
            ) end
            from unnest(v_offers) as o
        ),
        'slots', coalesce(v_slots, '[]')
    );
end;
$$;

comment on function api.get_availability is
    'When a service can be booked: local dates, both included, at most 62 days.

Without resource_id each start appears once, with every resource that is free then.

Answers availability.';

alter function api.get_availability owner to holdfast_api;
grant execute on function api.get_availability to holdfast_web, holdfast_person;
