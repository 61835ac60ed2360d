-- Records when somebody is busy now and was not before, or no longer is: one event for each
-- calendar that says so, however many spans these are. What ended a week ago is forgotten, and that
-- concerns nobody.

create function private.record_busy(p_taken data.busy[], p_freed data.busy[]) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform private.record_event(
        c.tenant_id,
        'busy.changed',
        c.resource_id,
        null,
        jsonb_build_object(
            'resource_id', c.resource_id,
            'calendar_id', c.calendar_id,
            'starts_at', private.utc(c.starts_at),
            'ends_at', private.utc(c.ends_at),
            'taken', coalesce(c.taken, '[]'),
            'freed', coalesce(c.freed, '[]')
        )
    )
    from (
        select
            b.tenant_id,
            b.resource_id,
            b.calendar_id,
            min(b.starts_at) as starts_at,
            max(b.ends_at) as ends_at,
            jsonb_agg(distinct d.day) filter (where not b.is_freed) as taken,
            jsonb_agg(distinct d.day) filter (where b.is_freed) as freed
        from (
            select t.*, false as is_freed
            from unnest(p_taken) as t
            union all
            select f.*, true
            from unnest(p_freed) as f
        ) as b
        join data.resources as r on r.tenant_id = b.tenant_id and r.resource_id = b.resource_id
        join data.locations as l on l.tenant_id = b.tenant_id and l.location_id = r.location_id
        cross join lateral private.local_dates(b.starts_at, b.ends_at, l.time_zone) as d (day)
        where b.ends_at >= now() - interval '7 days'
        group by b.tenant_id, b.resource_id, b.calendar_id
        order by b.tenant_id, b.resource_id, b.calendar_id
    ) as c;
end;
$$;

comment on function private.record_busy is 'Record when somebody is busy, or no longer is.';

grant execute on function private.record_busy to holdfast_relay;
