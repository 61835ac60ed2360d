-- Begins a change that frees time: of these resources, or what these bookings occupy. Returns the
-- resources if anybody waits at this business, and {} if nobody does. Then there is nothing to do,
-- and it stays so until this transaction ends: see private.waitlist_key.
--
-- Nobody moves the bookings meanwhile, which is why it takes their turn, as whoever moves one does.
-- A share that was taken too early is given back by undoing it: from a share there is no way to
-- the whole that two could take at once.

create function private.freed_by(
    p_tenant_id uuid,
    p_resource_ids uuid[],
    p_booking_ids uuid[] default '{}'
) returns uuid[]
    language plpgsql volatile
    set search_path = ''
as $$
begin
    while not private.is_waited_for(p_tenant_id) loop
        begin
            perform pg_advisory_xact_lock_shared(private.waitlist_key(p_tenant_id));

            if not private.is_waited_for(p_tenant_id) then
                return '{}';
            end if;

            raise lock_not_available;
        exception
            when lock_not_available then
                continue;
        end;
    end loop;

    perform private.lock_resources(p_tenant_id, '{}', p_booking_ids);
    perform pg_advisory_xact_lock(private.waitlist_key(p_tenant_id));

    return array(
        select unnest(p_resource_ids)
        union
        select a.resource_id
        from data.allocations as a
        where
            a.tenant_id = p_tenant_id
            and a.booking_id = any(p_booking_ids)
            and a.active
        union
        -- The other calendars of whoever is free then, as far as they are of this business.
        select r.resource_id
        from data.allocations as a
        join data.resources as r
            on r.tenant_id = p_tenant_id and r.person_id = a.person_id
        where
            a.tenant_id = p_tenant_id
            and a.booking_id = any(p_booking_ids)
            and a.active
        union
        -- Whoever had one of them on offer was passed over with all else that they wait for.
        select c.resource_id
        from data.waitlist as o
        join data.waitlist as w
            on w.tenant_id = p_tenant_id and w.customer_id = o.customer_id
        join data.candidates as c
            on c.tenant_id = p_tenant_id and c.service_id = w.service_id
        where
            o.tenant_id = p_tenant_id
            and o.booking_id = any(p_booking_ids)
            and o.status = 'offered'
            and w.status = 'waiting'
            and c.position = 1
            and c.resource_id = coalesce(w.resource_id, c.resource_id)
    );
end;
$$;

comment on function private.freed_by is
    'Begin a change that frees time; whose, or nobody''s if nobody waits.';

grant execute on function private.freed_by to holdfast_api;
