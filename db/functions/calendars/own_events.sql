-- Which events of an outside calendar are bookings that take its resource here, or its person
-- elsewhere: they came out of a feed or an e-mail, and count already. Spans of ours say which
-- booking they are of: [{"id", "booking_id", …}, …]. What its person has booked with somebody else
-- keeps them busy like any other event.

create function private.own_events(p_tenant_id uuid, p_calendar_id uuid, p_spans jsonb)
returns text[]
    language sql stable
    set search_path = ''
as $$
    select coalesce(array_agg(distinct s.id), '{}')
    from jsonb_to_recordset(p_spans) as s (id text, booking_id uuid)
    join data.calendars as c
        on c.tenant_id = p_tenant_id and c.calendar_id = p_calendar_id
    join data.resources as r
        on r.tenant_id = p_tenant_id and r.resource_id = c.resource_id
    where
        exists (
            select
            from data.allocations as a
            where
                a.tenant_id = p_tenant_id
                and a.booking_id = s.booking_id
                and a.resource_id = r.resource_id
        )
        or exists (
            select
            from data.engagements as e
            where e.booking_id = s.booking_id and e.person_id = r.person_id
        );
$$;

comment on function private.own_events is 'Which events of an outside calendar count here already.';

grant execute on function private.own_events to holdfast_api;
