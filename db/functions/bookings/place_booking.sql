-- Writes a booking and its allocations and returns it, or null if anything it needs is taken; the
-- caller then undoes what was written (a savepoint, or the whole request).
--
-- Each row is inserted, in sorted order of resources, and either it stands or the constraint's
-- conflict says no: losers wait for one another once and never in a circle. A plain visit looks at
-- nothing first, and only a conflict looks for lapsed holds, ends them and tries once more.
--
-- The caller holds the locks of private.lock_visit.
--
-- Fails with  KC001  slot-taken (somebody who works elsewhere too is taken there)

create function private.place_booking(
    p_booking data.bookings,
    p_offer private.offer,
    p_extra_ids uuid[]
) returns data.bookings
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_booking data.bookings := p_booking;
    v_from constant timestamptz := p_booking.starts_at - p_offer.buffer_before;
    v_until constant timestamptz := p_booking.ends_at + p_offer.buffer_after;
    v_resource_ids constant uuid[] := p_extra_ids || p_booking.resource_id;
    v_places integer[] := '{1}';
    v_seats integer;
    v_seat integer;
    v_resource_id uuid;
    v_person_id uuid;
begin
    v_booking.session_id := coalesce(
        private.session_of(p_offer, p_booking.starts_at), p_booking.booking_id
    );
    v_booking.seat := 1;
    v_booking.place := 1;

    if p_booking.version > 1 then
        delete from data.allocations
        where tenant_id = v_booking.tenant_id and booking_id = v_booking.booking_id;
    end if;

    if p_booking.version > 1 and p_offer.seats > 1 then
        -- Out of the way: whoever is seated anew may get the seat that it leaves.
        update data.bookings
        set seat = seat + 1000
        where tenant_id = v_booking.tenant_id and booking_id = v_booking.booking_id;
    end if;

    if p_offer.capacity > 1 or p_offer.seats > 1 or p_extra_ids <> '{}' then
        perform private.expire_holds(v_booking.tenant_id, v_resource_ids, v_from, v_until);
    end if;

    if p_offer.capacity > 1 then
        v_places := private.free_places(v_booking, p_offer, v_from, v_until);
        v_booking.place := v_places[1];
    end if;

    if p_offer.seats > 1 then
        v_booking.seat := private.free_seat(
            v_booking, v_booking.resource_id, p_offer.seats, v_from, v_until
        );
    end if;

    if v_booking.place is null or v_booking.seat is null then
        return null;
    end if;

    if not private.write_booking(v_booking) and not (
        private.expire_holds(v_booking.tenant_id, v_resource_ids, v_from, v_until) > 0
        and private.write_booking(v_booking)
    ) then
        return null;
    end if;

    if p_extra_ids = '{}' then
        return case
            when private.allocate(
                v_booking, v_booking.resource_id, p_offer.person_id, v_booking.seat, v_places,
                v_from, v_until
            ) then v_booking
        end;
    end if;

    for v_resource_id, v_person_id, v_seats in
        select r.resource_id, r.person_id, r.seats
        from data.resources as r
        where
            r.tenant_id = v_booking.tenant_id
            and r.resource_id = any(v_resource_ids)
        order by r.resource_id
    loop
        v_seat := case
            when v_resource_id = v_booking.resource_id then v_booking.seat
            when v_seats = 1 then 1
            else private.free_seat(v_booking, v_resource_id, v_seats, v_from, v_until)
        end;

        if not private.allocate(
            v_booking, v_resource_id, v_person_id, v_seat, v_places, v_from, v_until
        ) then
            return null;
        end if;
    end loop;

    return v_booking;
end;
$$;

comment on function private.place_booking is
    'Write a booking and what it occupies; null if any of it is taken.';

grant execute on function private.place_booking to holdfast_api;
