-- How much a business has of what plans limit. Months are those of its clock.
--
-- Staff are people who can be booked, each once however many calendars they have, and members in
-- that role. Bookings are those that were made this month; a hold that lapsed, or a request that
-- was declined, is none. Messages are those that went out, or are about to. Ids begin with the
-- time, so a month is a stretch of the primary key.

create function private.used_of(p_tenant_id uuid, p_limit text) returns bigint
    language sql stable
    set search_path = ''
as $$
    select case p_limit
        when 'staff' then (
            select count(*)
            from (
                select coalesce(r.user_id, r.resource_id)
                from data.resources as r
                where
                    r.tenant_id = p_tenant_id and r.kind = 'staff' and r.archived_at is null
                union
                select m.user_id
                from data.members as m
                where m.tenant_id = p_tenant_id and m.role = 'staff'
            ) as people
        )
        when 'locations' then (
            select count(*)
            from data.locations as l
            where l.tenant_id = p_tenant_id and l.archived_at is null
        )
        when 'bookings' then (
            select count(*)
            from data.bookings as b
            where
                b.tenant_id = p_tenant_id
                and b.booking_id >= private.month_begins(p_tenant_id)
                and b.status not in ('expired', 'declined')
        )
        when 'messages' then (
            select count(*)
            from data.deliveries as d
            where
                d.tenant_id = p_tenant_id
                and d.delivery_id >= private.month_begins(p_tenant_id)
                and private.is_limited_message(d)
                and (d.status in ('delivered', 'dead') or d.status = 'pending' and d.attempts > 0)
        )
    end;
$$;

comment on function private.used_of is 'How much a business has of what plans limit.';

grant execute on function private.used_of to holdfast_api;
