-- When somebody could come whose time is gone: up to three starts that are free at this moment, the
-- nearest, of whoever they had chosen. Null if there are none.

create function private.free_instead(p_booking data.bookings) returns jsonb
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_offers private.offer[];
    v_window record;
begin
    v_offers := array(
        select o
        from private.offers(p_booking.tenant_id, p_booking.service_id) as o
        where o.is_public and (o.resource_id = p_booking.resource_id or p_booking.any_resource)
        order by o.resource_id
    );

    if v_offers = '{}' then
        return null;
    end if;

    v_window := private.booking_window(v_offers[1], true);

    return nullif(jsonb_path_query_array(
        private.nearest_slots(p_booking, v_offers, v_window.earliest, v_window.latest, 3),
        '$[*].starts_at'
    ), '[]');
end;
$$;

comment on function private.free_instead is 'When somebody could come whose time is gone.';

grant execute on function private.free_instead to holdfast_api;
