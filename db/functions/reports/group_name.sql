-- What a row of a report is called. Null: it is a day, or of nothing in particular.

create function private.group_name(p_tenant_id uuid, p_by text, p_key text) returns text
    language sql stable parallel safe
    set search_path = ''
as $$
    select case p_by
        when 'service' then (
            select s.name
            from data.services as s
            where s.tenant_id = p_tenant_id and s.service_id = p_key::uuid
        )
        when 'staff' then (
            select r.name
            from data.resources as r
            where r.tenant_id = p_tenant_id and r.resource_id = p_key::uuid
        )
        when 'location' then (
            select l.name
            from data.locations as l
            where l.tenant_id = p_tenant_id and l.location_id = p_key::uuid
        )
        when 'customer' then (
            select c.name
            from data.customers as c
            where c.tenant_id = p_tenant_id and c.customer_id = p_key::uuid
        )
    end;
$$;

comment on function private.group_name is 'What a row of a report is called.';

grant execute on function private.group_name to holdfast_api;
