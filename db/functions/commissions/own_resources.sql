-- The calendars of the signed-in user; null for owners and managers, who see everybody's.

create function private.own_resources(p_tenant_id uuid) returns uuid[]
    language sql stable
    set search_path = ''
as $$
    select case when private.current_role_name() = 'staff' then array(
        select r.resource_id
        from data.resources as r
        where r.tenant_id = p_tenant_id and r.user_id = private.current_user_id()
    ) end;
$$;

comment on function private.own_resources is
    'The calendars of the caller; null if they see everybody''s.';

grant execute on function private.own_resources to holdfast_api;
