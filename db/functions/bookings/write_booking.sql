-- Writes a booking's row unless an active one has the same lead, seat, place and start; says
-- whether it did. A new one is inserted, and the conflict decides. One that is moved is updated:
-- its calendars are locked exclusively, so that looking first is safe.

create function private.write_booking(p_booking data.bookings) returns boolean
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_is_written boolean;
begin
    if p_booking.version = 1 then
        insert into data.bookings
        values (p_booking.*)
        on conflict (tenant_id, resource_id, starts_at, seat, place)
        where status in ('held', 'pending', 'confirmed', 'checked_in')
        do nothing;
        v_is_written := found;

        if v_is_written and private.current_claims() ? 'bookings_left' then
            perform private.count_booking(p_booking.tenant_id);
        end if;
    else
        update data.bookings
        set
            version = p_booking.version,
            resource_id = p_booking.resource_id,
            location_id = p_booking.location_id,
            session_id = p_booking.session_id,
            seat = p_booking.seat,
            place = p_booking.place,
            starts_at = p_booking.starts_at,
            ends_at = p_booking.ends_at,
            time_zone = p_booking.time_zone,
            least_notice_minutes = p_booking.least_notice_minutes,
            updated_at = now()
        where
            tenant_id = p_booking.tenant_id
            and booking_id = p_booking.booking_id
            and not exists (
                select
                from data.bookings as o
                where
                    o.tenant_id = p_booking.tenant_id
                    and o.resource_id = p_booking.resource_id
                    and o.starts_at = p_booking.starts_at
                    and o.seat = p_booking.seat
                    and o.place = p_booking.place
                    and o.status in ('held', 'pending', 'confirmed', 'checked_in')
                    and o.booking_id <> p_booking.booking_id
            );
        v_is_written := found;
    end if;

    return v_is_written;
end;
$$;

comment on function private.write_booking is 'Write a booking''s row; false if its start is taken.';

grant execute on function private.write_booking to holdfast_api;
