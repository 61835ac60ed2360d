-- Refuses more outside calendars of one resource than anybody has. The caller has its calendar to
-- itself.
--
-- Fails with  KC570  too-many-calendars

create function private.require_few_calendars(p_tenant_id uuid, p_resource_id uuid) returns void
    language plpgsql stable
    set search_path = ''
as $$
begin
    if (
        select count(*)
        from data.calendars as c
        where c.tenant_id = p_tenant_id and c.resource_id = p_resource_id
    ) >= 10 then
        raise exception using
            errcode = 'KC570',
            message = 'Ten outside calendars are the most. Remove one first.';
    end if;
end;
$$;

comment on function private.require_few_calendars is
    'Raise if a resource has as many outside calendars as it may have.';

grant execute on function private.require_few_calendars to holdfast_api;
