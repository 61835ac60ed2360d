-- Which time of which calendars the events of a business after one and up to another are about. A
-- booking takes when it is made, and frees when it ends, what it occupies as things stand now. When
-- it moves, what it leaves stands in an event of its own (booking.vacated), which comes before.
-- What was held and is confirmed was taken before. Somebody who is booked in one of their calendars
-- has an event in each of the others (resource.engaged). Who is away, or works where it is closed,
-- is taken; where that was changed, on the days that it is about now.

create function private.occupied_by_events(p_tenant_id uuid, p_after bigint, p_until bigint)
returns table (
    sequence bigint,
    change text,
    resource_id uuid,
    starts_at timestamptz,
    ends_at timestamptz
)
    language sql stable
    set search_path = ''
as $$
    with told as materialized (
        select
            e.sequence,
            e.subject_id,
            case
                when
                    e.type in ('resource.engaged', 'resource.released')
                    or starts_with(e.type, 'time_off.')
                    then jsonb_build_array(e.data)
                when starts_with(e.type, 'closure.') then (
                    select jsonb_agg(e.data || jsonb_build_object('resource_id', r.resource_id))
                    from data.resources as r
                    where
                        r.tenant_id = p_tenant_id
                        and r.location_id = (e.data ->> 'location_id')::uuid
                        and r.archived_at is null
                )
                else e.data -> 'occupied'
            end as occupied,
            case
                when
                    e.type in (
                        'booking.rescheduled', 'resource.engaged', 'time_off.created',
                        'time_off.updated', 'closure.created', 'closure.updated'
                    )
                    then 'taken'
                when
                    e.type in (
                        'booking.vacated', 'booking.expired', 'booking.declined',
                        'booking.cancelled_by_customer', 'booking.cancelled_by_business',
                        'booking.completed', 'booking.no_show', 'resource.released',
                        'time_off.deleted', 'closure.deleted'
                    )
                    then 'freed'
                when starts_with(e.type, 'booking.') and e.subject_version = 1 then 'taken'
            end as change
        from data.events as e
        where e.tenant_id = p_tenant_id and e.sequence > p_after and e.sequence <= p_until
    )

    select t.sequence, t.change, o.resource_id, o.starts_at, o.ends_at
    from told as t
    cross join lateral jsonb_to_recordset(t.occupied)
        as o (resource_id uuid, starts_at timestamptz, ends_at timestamptz)
    where t.change is not null

    union all

    select t.sequence, t.change, a.resource_id, a.starts_at, a.ends_at
    from told as t
    join data.allocations as a on a.tenant_id = p_tenant_id and a.booking_id = t.subject_id
    where t.change is not null and t.occupied is null;
$$;

comment on function private.occupied_by_events is 'Which time of which calendars events are about.';

grant execute on function private.occupied_by_events to holdfast_api;
