-- Locks calendars until the end of the (sub)transaction, in one order for everybody: shared by
-- whoever adds to them (the exclusion constraint judges between those), exclusively by whoever
-- moves what is there, seats several side by side, counts against a limit, or changes when
-- somebody works.
--
-- A plain visit takes one person once, and needs no more than the constraint
-- (private.lock_visit). Whoever may take several, or leaves one place for another, has the people
-- who work elsewhere too to themselves.
--
-- Advisory locks rather than row locks: they come in a shared kind that writes nothing.

create function private.lock_resources(
    p_tenant_id uuid,
    p_shared_ids uuid[],
    p_exclusive_ids uuid[]
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_id uuid;
    v_exclusive boolean;
begin
    for v_id, v_exclusive in
        select id, bool_or(exclusive)
        from (
            select unnest(p_shared_ids) as id, false as exclusive
            union all
            select unnest(p_exclusive_ids), true
        ) as wanted
        group by id
        order by id
    loop
        if v_exclusive then
            perform pg_advisory_xact_lock(private.lock_key(p_tenant_id, v_id));
        else
            perform pg_advisory_xact_lock_shared(private.lock_key(p_tenant_id, v_id));
        end if;
    end loop;

    -- Whose calendars in other businesses come into it: after all of these, in one order too.
    perform pg_advisory_xact_lock(private.lock_key(p.person_id, p.person_id))
    from (
        select distinct r.person_id
        from data.resources as r
        where
            r.tenant_id = p_tenant_id
            and r.resource_id = any(p_shared_ids || p_exclusive_ids)
            and r.person_id is not null
        order by r.person_id
    ) as p;
end;
$$;

comment on function private.lock_resources is 'Lock calendars, sorted.';

grant execute on function private.lock_resources to holdfast_api;
