-- A seat of a resource that is free for a whole span, or null. The calendar is locked, and lapsed
-- holds are gone. If every seat is partly taken but never all at once, those who have not begun are
-- seated anew: first-fit alone would refuse a visit that fits.

create function private.free_seat(
    p_booking data.bookings,
    p_resource_id uuid,
    p_seats integer,
    p_from timestamptz,
    p_until timestamptz
) returns integer
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_seat integer;
begin
    -- A session that is under way keeps its seat.
    select a.seat
    into v_seat
    from data.allocations as a
    where
        a.tenant_id = p_booking.tenant_id
        and a.resource_id = p_resource_id
        and a.session_id = p_booking.session_id
        and a.active
    limit 1;

    if found then
        return v_seat;
    end if;

    select g.seat
    into v_seat
    from generate_series(1, p_seats) as g (seat)
    where not exists (
        select
        from data.allocations as a
        where
            a.tenant_id = p_booking.tenant_id
            and a.resource_id = p_resource_id
            and a.seat = g.seat
            and a.active
            and a.starts_at > p_from - interval '32 hours'
            and a.starts_at < p_until
            and a.ends_at > p_from
    )
    order by g.seat
    limit 1;

    if found then
        return v_seat;
    end if;

    if private.seats_taken(p_booking.tenant_id, p_resource_id, p_from, p_until) < p_seats then
        return private.reseat(p_booking.tenant_id, p_resource_id, p_seats, p_from, p_until);
    end if;

    return null;
end;
$$;

comment on function private.free_seat is 'A seat that is free for a whole span, or null.';

grant execute on function private.free_seat to holdfast_api;
