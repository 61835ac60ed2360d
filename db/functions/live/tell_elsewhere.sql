-- When somebody who works in several businesses is taken or free again in one, those who look at
-- their calendars in the others are to see it: each of these gets an event of its own, of which the
-- relay tells the next time. Like a calendar there, it says when, and not what.

create function private.tell_elsewhere(p_tenant_id uuid, p_first bigint, p_last bigint)
returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_told record;
begin
    if not exists (
        select from data.resources
        where tenant_id = p_tenant_id and person_id is not null
    ) then
        return;
    end if;

    for v_told in
        select
            k.tenant_id,
            k.resource_id,
            case o.change when 'taken' then 'resource.engaged' else 'resource.released' end as type,
            o.starts_at,
            o.ends_at
        from private.occupied_by_events(p_tenant_id, p_first - 1, p_last) as o
        join data.resources as r
            on r.tenant_id = p_tenant_id and r.resource_id = o.resource_id
        join data.person_calendars as k
            on k.user_id = r.person_id and k.tenant_id <> p_tenant_id
        where not o.elsewhere
        order by k.tenant_id, o.sequence, o.change, k.resource_id
    loop
        perform private.add_claims(jsonb_build_object('tenant_id', v_told.tenant_id));
        perform private.record_event(
            v_told.tenant_id, v_told.type, v_told.resource_id, null,
            jsonb_build_object('occupied', jsonb_build_array(jsonb_build_object(
                'resource_id', v_told.resource_id,
                'starts_at', private.utc(v_told.starts_at),
                'ends_at', private.utc(v_told.ends_at)
            )))
        );
    end loop;

    perform private.add_claims(jsonb_build_object('tenant_id', p_tenant_id));
end;
$$;

comment on function private.tell_elsewhere is
    'Record in other businesses that people who work there too are taken or free.';

grant execute on function private.tell_elsewhere to holdfast_api;
