-- What a booking is to be in a Google Calendar, as things stand now; "booking" is null if it is not
-- to stand there. Null if nobody connects that calendar any more.
--
-- Of who comes, it says no more than its person has asked for.

create function private.calendar_details(p_delivery data.deliveries) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select jsonb_build_object(
        'secret', c.sealed_secret,
        'booking_id', p_delivery.data -> 'booking_id',
        'booking', (
            select jsonb_build_object(
                'booking_id', b.booking_id,
                'status', b.status,
                'starts_at', private.utc(b.starts_at),
                'ends_at', private.utc(b.ends_at),
                'time_zone', b.time_zone,
                'summary', case c.shows
                    when 'nothing' then t.name
                    when 'service' then s.name
                    else concat_ws(': ', s.name, split_part(trim(b.customer_name), ' ', 1))
                end,
                'location', concat_ws(', ', l.name, l.address)
            )
            from data.bookings as b
            join data.tenants as t on t.tenant_id = b.tenant_id
            join data.services as s on s.tenant_id = b.tenant_id and s.service_id = b.service_id
            join data.locations as l
                on l.tenant_id = b.tenant_id and l.location_id = b.location_id
            where
                b.tenant_id = p_delivery.tenant_id
                and b.booking_id = (p_delivery.data ->> 'booking_id')::uuid
                and b.resource_id = c.resource_id
                and b.status in ('pending', 'confirmed', 'checked_in', 'completed', 'no_show')
        )
    )
    from data.calendars as c
    where
        c.tenant_id = p_delivery.tenant_id
        and c.calendar_id = p_delivery.target_id
        and c.kind = 'google';
$$;

comment on function private.calendar_details is 'What a booking is to be in a Google Calendar.';

grant execute on function private.calendar_details to holdfast_api;
