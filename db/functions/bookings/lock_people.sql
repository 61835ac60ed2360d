-- Begins a change of whose calendar a resource is: from the first of two people to the second, or
-- nobody. Nobody else changes which calendars these have; all that the second has, wherever it is,
-- is locked together with others of this business.
--
-- In one order over every business, which within each is that of private.lock_resources.

create function private.lock_people(
    p_tenant_id uuid,
    p_old_id uuid,
    p_new_id uuid,
    p_resource_ids uuid[]
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform pg_advisory_xact_lock(private.person_key(u.user_id))
    from (
        select distinct user_id
        from unnest(array[p_old_id, p_new_id]) as user_id
        where user_id is not null
        order by user_id
    ) as u;

    perform pg_advisory_xact_lock(private.lock_key(c.tenant_id, c.resource_id))
    from (
        select p_tenant_id as tenant_id, unnest(p_resource_ids) as resource_id
        union
        select k.tenant_id, k.resource_id
        from data.person_calendars as k
        where k.user_id = p_new_id
        order by resource_id, tenant_id
    ) as c;
end;
$$;

comment on function private.lock_people is
    'Lock the calendars of somebody who is to have another one.';

grant execute on function private.lock_people to holdfast_api;
