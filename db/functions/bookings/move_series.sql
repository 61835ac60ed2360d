-- Moves bookings of a series, which are locked and in order of time: the first to a moment, the
-- others by as much on the clock on the wall. Says what became of each, in order of time.
--
-- Those that move to a later time go last first, and the other way round: so a series is never in
-- its own way.
--
-- Fails with  KC002  wrong-state
--             KC003  hold-expired
--             KV016  too-late-to-reschedule

create function private.move_series(
    p_bookings data.bookings[],
    p_starts_at timestamptz,
    p_from_booking_id uuid,
    p_resource_id uuid,
    p_mode text
) returns jsonb
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_as_customer constant boolean := private.is_guest();
    v_first constant data.bookings := p_bookings[1];
    v_shift constant interval := (p_starts_at at time zone v_first.time_zone)
    - (v_first.starts_at at time zone v_first.time_zone);
    v_many constant integer := cardinality(p_bookings);
    v_occurrences jsonb[];
    v_booking data.bookings;
    v_i integer;
begin
    if v_first.booking_id <> p_from_booking_id then
        raise exception using
            errcode = 'KC002',
            message = 'That booking cannot be moved any more.',
            column = 'from_booking_id';
    end if;

    for v_n in 1..v_many loop
        v_i := case when v_shift > interval '0' then v_many + 1 - v_n else v_n end;
        v_booking := p_bookings[v_i];
        perform private.require_movable(v_booking, v_as_customer);

        if v_as_customer then
            v_booking := private.on_notice(v_booking);
        end if;

        v_booking := private.moved_to(v_booking, case
            when v_i = 1 then p_starts_at
            else private.instant_of(
                (v_booking.starts_at at time zone v_booking.time_zone) + v_shift,
                v_booking.time_zone
            )
        end);
        v_occurrences[v_i] := private.book_occurrence(
            v_booking,
            private.offers_to_move(v_booking, p_resource_id, v_as_customer),
            v_as_customer
        );
    end loop;

    if p_mode = 'skip_conflicts' and private.fits_mode(to_jsonb(v_occurrences), p_mode) then
        return to_jsonb(v_occurrences);
    end if;

    foreach v_i in array private.conflicts_to_solve(to_jsonb(v_occurrences)) loop
        v_booking := private.moved_to(
            p_bookings[v_i], (v_occurrences[v_i] ->> 'starts_at')::timestamptz
        );
        v_occurrences[v_i] := private.propose(
            v_occurrences[v_i],
            v_booking,
            private.offers_to_move(v_booking, p_resource_id, v_as_customer),
            v_as_customer
        );
    end loop;

    return to_jsonb(v_occurrences);
end;
$$;

comment on function private.move_series is 'Move bookings of a series together.';

grant execute on function private.move_series to holdfast_api;
