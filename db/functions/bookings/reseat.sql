-- Seats the sessions of a resource anew so that one more fits a span; returns the seat that is
-- free for it, or null if there are too few. Nobody who has already begun is moved.
--
-- Sessions are taken in order of their start and given any seat that is free by then, their own
-- if they can keep it. In that order a seat is missing only if more sessions than seats overlap
-- (greedy colouring of an interval graph is optimal). Only the stretch of time that is connected
-- to the span is touched.

create function private.reseat(
    p_tenant_id uuid,
    p_resource_id uuid,
    p_seats integer,
    p_from timestamptz,
    p_until timestamptz
) returns integer
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_free_from timestamptz[] := array_fill('-infinity'::timestamptz, array[p_seats]);
    v_moves jsonb := '{}';
    v_stretch tstzrange;
    v_session record;
    v_seat integer;
    v_found integer;
begin
    select t.stretch
    into v_stretch
    from (
        select unnest(range_agg(tstzrange(s.starts_at, s.ends_at))) as stretch
        from (
            select a.starts_at, a.ends_at
            from data.allocations as a
            where
                a.tenant_id = p_tenant_id
                and a.resource_id = p_resource_id
                and a.active
                and a.ends_at > least(p_from, now())
            union all
            select p_from, p_until
        ) as s
    ) as t
    where t.stretch @> tstzrange(p_from, p_until);

    -- Bookings before allocations, as everybody locks them.
    perform
    from data.bookings as b
    where
        b.tenant_id = p_tenant_id
        and b.booking_id in (
            select a.booking_id
            from data.allocations as a
            where
                a.tenant_id = p_tenant_id
                and a.resource_id = p_resource_id
                and a.active
                and a.starts_at >= lower(v_stretch)
                and a.starts_at < upper(v_stretch)
        )
    order by b.booking_id
    for no key update;

    for v_session in
        select
            a.session_id,
            a.seat,
            min(a.starts_at) as starts_at,
            max(a.ends_at) as ends_at
        from data.allocations as a
        where
            a.tenant_id = p_tenant_id
            and a.resource_id = p_resource_id
            and a.active
            and a.starts_at >= lower(v_stretch)
            and a.starts_at < upper(v_stretch)
        group by a.session_id, a.seat
        union all
        select null, null, p_from, p_until
        order by starts_at, session_id
    loop
        select g.seat
        into v_seat
        from generate_series(1, p_seats) as g (seat)
        where v_free_from[g.seat] <= v_session.starts_at
        order by g.seat is not distinct from v_session.seat desc, v_free_from[g.seat] desc, g.seat
        limit 1;

        if not found or (v_session.starts_at <= now() and v_seat <> v_session.seat) then
            return null;
        end if;

        v_free_from[v_seat] := v_session.ends_at;

        if v_session.session_id is null then
            v_found := v_seat;
        elsif v_seat <> v_session.seat then
            v_moves := v_moves || jsonb_build_object(v_session.session_id::text, v_seat);
        end if;
    end loop;

    -- Out of everybody's way first, then to the new seat: constraints are checked row by row.
    update data.allocations
    set seat = seat + 1000
    where
        tenant_id = p_tenant_id
        and resource_id = p_resource_id
        and active
        and v_moves ? session_id::text;

    update data.bookings
    set seat = seat + 1000
    where
        tenant_id = p_tenant_id
        and resource_id = p_resource_id
        and status in ('held', 'pending', 'confirmed', 'checked_in')
        and v_moves ? session_id::text;

    update data.allocations
    set seat = (v_moves ->> session_id::text)::integer
    where
        tenant_id = p_tenant_id
        and resource_id = p_resource_id
        and active
        and v_moves ? session_id::text;

    update data.bookings
    set seat = (v_moves ->> session_id::text)::integer
    where
        tenant_id = p_tenant_id
        and resource_id = p_resource_id
        and status in ('held', 'pending', 'confirmed', 'checked_in')
        and v_moves ? session_id::text;

    return v_found;
end;
$$;

comment on function private.reseat is
    'Seat the sessions of a resource anew so that one more fits; the seat that is free for it.';

grant execute on function private.reseat to holdfast_api;
