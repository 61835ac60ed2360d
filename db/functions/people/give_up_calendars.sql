-- Gives up the calendars of somebody who leaves, which the caller has to itself: what is in use
-- stays until that is over, and takes nothing new; the rest is archived. Returns what stays.

create function private.give_up_calendars(p_tenant_id uuid, p_resource_ids uuid[]) returns uuid[]
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_kept_ids constant uuid[] := array(
        select r.resource_id
        from data.resources as r
        where
            r.tenant_id = p_tenant_id
            and r.resource_id = any(p_resource_ids)
            and private.is_in_use(r.tenant_id, r.resource_id)
        order by r.resource_id
    );
begin
    update data.resources
    set archived_at = now(), user_id = null
    where
        tenant_id = p_tenant_id
        and resource_id = any(p_resource_ids)
        and resource_id <> all(v_kept_ids);

    update data.resources
    set left_at = now(), user_id = null, is_public = false
    where tenant_id = p_tenant_id and resource_id = any(v_kept_ids);

    return v_kept_ids;
end;
$$;

comment on function private.give_up_calendars is 'Give up the calendars of somebody who leaves.';

grant execute on function private.give_up_calendars to holdfast_api;
