-- The calendars of staff who ask; null for whoever may see all.

create function private.own_calendars(p_tenant_id uuid) returns uuid[]
    language sql stable parallel safe
    return case when private.has_role('{staff}') then array(
        select r.resource_id
        from data.resources as r
        where r.tenant_id = p_tenant_id and r.user_id = private.current_user_id()
    ) end;

comment on function private.own_calendars is 'The calendars of staff who ask.';

grant execute on function private.own_calendars to holdfast_api;
