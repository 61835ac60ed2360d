-- Puts spans in the place of others that an outside calendar said before; whether that changed
-- anything. One worker at a time reads a calendar, so nobody else changes the same meanwhile.
--
-- Where nothing changes, nothing is locked: most readings find what the last one found. What ended
-- a week ago is forgotten in passing.

create function private.change_busy(
    p_tenant_id uuid,
    p_calendar_id uuid,
    p_spans jsonb,
    p_replaced_ids uuid[]
) returns boolean
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_resource_id constant uuid := (
        select c.resource_id
        from data.calendars as c
        where c.tenant_id = p_tenant_id and c.calendar_id = p_calendar_id
    );
    v_gone data.busy[];
    v_new data.busy[];
    v_freed_ids uuid[];
begin
    if v_resource_id is null then
        return false;
    end if;

    delete from data.busy
    where
        tenant_id = p_tenant_id
        and calendar_id = p_calendar_id
        and ends_at < now() - interval '7 days';

    select array_agg(b)
    into v_gone
    from data.busy as b
    where
        b.tenant_id = p_tenant_id
        and b.busy_id = any(p_replaced_ids)
        and b.ends_at >= now() - interval '7 days'
        and not exists (
            select
            from private.busy_pieces(p_spans) as p
            where
                p.external_id = b.external_id
                and p.starts_at = b.starts_at
                and p.ends_at = b.ends_at
        );

    select array_agg(row(
        p_tenant_id, uuidv7(), v_resource_id, p_calendar_id,
        p.external_id, p.starts_at, p.ends_at
    )::data.busy)
    into v_new
    from private.busy_pieces(p_spans) as p
    where
        p.ends_at >= now() - interval '7 days'
        and not exists (
            select
            from data.busy as b
            where
                b.tenant_id = p_tenant_id
                and b.calendar_id = p_calendar_id
                and b.external_id = p.external_id
                and b.starts_at = p.starts_at
                and b.ends_at = p.ends_at
        );

    if v_gone is null and v_new is null then
        return false;
    end if;

    v_freed_ids := private.lock_freed(p_tenant_id, array[v_resource_id]);
    perform private.lock_resources(p_tenant_id, '{}', array[v_resource_id]);

    delete from data.busy as b
    using unnest(v_gone) as g
    where b.tenant_id = p_tenant_id and b.busy_id = g.busy_id;

    insert into data.busy
    select n.*
    from unnest(v_new) as n
    order by n.starts_at, n.external_id;

    perform private.offer_freed(p_tenant_id, v_freed_ids);

    return true;
end;
$$;

comment on function private.change_busy is 'Put spans in the place of others.';

grant execute on function private.change_busy to holdfast_api;
