-- Takes the turn of every booking of a series that is to move, then all calendars that any of them
-- may touch, each at once and sorted, as private.lock_visit does for one. Returns whose time that
-- frees for those who wait, as private.freed_by does.
--
-- Fails with  KN002  service-not-found
--             KN003  booking-not-found
--             KN005  resource-not-found
--             KN006  location-not-found
--             KV018  other-terms

create function private.lock_series_to_move(
    p_series data.series,
    p_from_booking_id uuid,
    p_resource_id uuid
) returns uuid[]
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_shared_ids uuid[] := '{}';
    v_exclusive_ids uuid[] := '{}';
    v_calendars record;
    v_booking data.bookings;
    v_booking_ids constant uuid[] := array(
        select (b).booking_id
        from unnest(private.bookings_to_come(
            p_series.tenant_id, p_series.series_id, p_from_booking_id
        )) as b
    );
    v_freed_ids uuid[];
begin
    perform private.lock_resources(p_series.tenant_id, '{}', v_booking_ids);

    if private.is_guest() then
        perform private.lock_customer(p_series.tenant_id, p_series.customer_id);
    end if;

    v_freed_ids := private.freed_by(p_series.tenant_id, '{}', v_booking_ids);

    foreach v_booking in array private.bookings_to_come(
        p_series.tenant_id, p_series.series_id, p_from_booking_id
    ) loop
        v_booking := private.moved_to(v_booking, v_booking.starts_at);
        v_calendars := private.calendars_of(
            v_booking, private.offers_to_move(v_booking, p_resource_id, private.is_guest())
        );
        v_shared_ids := v_shared_ids || v_calendars.shared_ids;
        v_exclusive_ids := v_exclusive_ids || v_calendars.exclusive_ids;
    end loop;

    perform private.lock_resources(
        p_series.tenant_id,
        v_shared_ids,
        v_exclusive_ids || private.around_freed(p_series.tenant_id, v_freed_ids)
    );

    return v_freed_ids;
end;
$$;

comment on function private.lock_series_to_move is 'Lock what moving a series may touch.';

grant execute on function private.lock_series_to_move to holdfast_api;
