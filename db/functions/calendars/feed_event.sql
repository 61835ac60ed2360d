-- A booking as a feed has it; the customer only for whoever may know.

create function private.feed_event(p_booking data.bookings, p_with_customer boolean)
returns api.feed_event
    language sql stable
    return (
        select row(
            (p_booking).booking_id,
            (p_booking).version,
            private.status_of(p_booking),
            private.utc((p_booking).starts_at),
            private.utc((p_booking).ends_at),
            (p_booking).time_zone,
            t.name,
            s.name,
            r.name,
            l.name,
            l.address,
            case when p_with_customer then (p_booking).customer_name end,
            case when p_with_customer then (p_booking).customer_phone end,
            (p_booking).party_size,
            private.utc((p_booking).updated_at)
        )::api.feed_event
        from data.tenants as t
        join data.services as s
            on s.tenant_id = t.tenant_id and s.service_id = (p_booking).service_id
        join data.resources as r
            on r.tenant_id = t.tenant_id and r.resource_id = (p_booking).resource_id
        join data.locations as l
            on l.tenant_id = t.tenant_id and l.location_id = (p_booking).location_id
        where t.tenant_id = (p_booking).tenant_id
    );

comment on function private.feed_event is 'A booking as a feed has it.';

grant execute on function private.feed_event to holdfast_api;
