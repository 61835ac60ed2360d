-- Occupies a seat of a resource for a booking; false if it is taken. On a conflict, lapsed holds
-- are ended and it is tried once more. A place in a class takes a row each, on the lead only;
-- what else the session needs is occupied once for each booking.
--
-- Fails with  KC001  slot-taken (a person with several calendars is elsewhere then)

create function private.allocate(
    p_booking data.bookings,
    p_resource_id uuid,
    p_person_id uuid,
    p_seat integer,
    p_places integer[],
    p_from timestamptz,
    p_until timestamptz
) returns boolean
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_places constant integer[] := case
        when p_resource_id = p_booking.resource_id then p_places else p_places[1:1]
    end;
    v_written integer;
begin
    for v_try in 1..2 loop
        insert into data.allocations (
            tenant_id, booking_id, resource_id, place, seat, session_id,
            starts_at, ends_at, hold_expires_at, person_id
        )
        select
            p_booking.tenant_id, p_booking.booking_id, p_resource_id, place, p_seat,
            p_booking.session_id, p_from, p_until, p_booking.hold_expires_at, p_person_id
        from unnest(v_places) as place
        where p_seat is not null
        on conflict on constraint allocations_no_overlap do nothing;

        get diagnostics v_written = row_count;

        exit when v_written > 0 or v_try = 2 or private.expire_holds(
            p_booking.tenant_id, array[p_resource_id], p_from, p_until
        ) = 0;
    end loop;

    return v_written = cardinality(v_places);
end;
$$;

comment on function private.allocate is 'Occupy a seat of a resource; false if it is taken.';

grant execute on function private.allocate to holdfast_api;
