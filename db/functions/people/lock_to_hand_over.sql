-- Takes the turns of bookings that are to be handed over, then all calendars that any of them may
-- touch, at once and sorted, as private.lock_series_to_move does; then the bookings. What was
-- booked meanwhile begins it all anew.
--
-- Fails with  40001  try-again

create function private.lock_to_hand_over(
    p_tenant_id uuid,
    p_leaving_ids uuid[],
    p_resource_id uuid
) returns data.bookings[]
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_bookings data.bookings[] := private.bookings_to_hand_over(p_tenant_id, p_leaving_ids);
    v_ids constant uuid[] := array(select (b).booking_id from unnest(v_bookings) as b);
    v_shared_ids uuid[] := '{}';
    v_exclusive_ids uuid[] := p_leaving_ids || p_resource_id;
    v_booking data.bookings;
    v_offers private.offer[];
    v_calendars record;
begin
    perform private.lock_resources(p_tenant_id, '{}', v_ids);

    foreach v_booking in array v_bookings loop
        v_booking := private.moved_to(v_booking, v_booking.starts_at);
        v_offers := private.offers_to_hand_over(v_booking, p_leaving_ids, p_resource_id);

        if v_offers <> '{}' then
            v_calendars := private.calendars_of(v_booking, v_offers);
            v_shared_ids := v_shared_ids || v_calendars.shared_ids;
            v_exclusive_ids := v_exclusive_ids || v_calendars.exclusive_ids;
        end if;
    end loop;

    perform private.lock_resources(p_tenant_id, v_shared_ids, v_exclusive_ids);

    perform
    from data.bookings as b
    where b.tenant_id = p_tenant_id and b.booking_id = any(v_ids)
    order by b.booking_id
    for no key update;

    v_bookings := private.bookings_to_hand_over(p_tenant_id, p_leaving_ids);

    if array(select (b).booking_id from unnest(v_bookings) as b) <> v_ids then
        raise exception using
            errcode = '40001',
            message = 'Somebody booked meanwhile.';
    end if;

    return v_bookings;
end;
$$;

comment on function private.lock_to_hand_over is 'Lock what handing bookings over may touch.';

grant execute on function private.lock_to_hand_over to holdfast_api;
