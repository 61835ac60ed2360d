-- Writes what a service needs in place of what it needed. Who led it before and still does keeps
-- the terms they have. The service is the caller's alone: new, or locked.
--
-- Fails with  KV021  requirements-invalid

create function private.set_requirements(
    p_tenant_id uuid,
    p_service_id uuid,
    p_requirements jsonb
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_parts constant private.part[] := private.parts_of(p_tenant_id, p_requirements);
    v_leads constant data.candidates[] := array(
        select c
        from data.candidates as c
        where c.tenant_id = p_tenant_id and c.service_id = p_service_id and c.position = 1
    );
begin
    -- Candidates go with the part that they could take.
    delete from data.requirements
    where tenant_id = p_tenant_id and service_id = p_service_id;

    insert into data.requirements (tenant_id, service_id, position, quantity)
    select p_tenant_id, p_service_id, p.position, p.quantity
    from unnest(v_parts) as p;

    insert into data.candidates (
        tenant_id, service_id, resource_id, position, duration_minutes, price_minor
    )
    select
        p_tenant_id, p_service_id, i.resource_id, p.position, l.duration_minutes, l.price_minor
    from unnest(v_parts) as p
    cross join lateral unnest(p.resource_ids) as i (resource_id)
    left join unnest(v_leads) as l on l.resource_id = i.resource_id and p.position = 1;
end;
$$;

comment on function private.set_requirements is 'Write what a service needs.';

grant execute on function private.set_requirements to holdfast_api;
