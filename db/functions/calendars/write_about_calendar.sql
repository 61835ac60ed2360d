-- Has an e-mail sent to whose outside calendar cannot be read, or to the owners if it is nobody's
-- own. The worker does not see who works there: for this it looks as an owner does.

create function private.write_about_calendar(p_tenant_id uuid, p_calendar_id uuid) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_claims constant jsonb := private.current_claims();
    v_user_ids uuid[];
begin
    perform private.add_claims('{"role": "owner"}');

    v_user_ids := array(
        select m.user_id
        from data.calendars as c
        join data.resources as r
            on r.tenant_id = p_tenant_id and r.resource_id = c.resource_id
        join data.members as m
            on
                m.tenant_id = p_tenant_id
                and (m.user_id = r.user_id or r.user_id is null and m.role = 'owner')
        where c.tenant_id = p_tenant_id and c.calendar_id = p_calendar_id
    );
    perform private.see_users(v_user_ids);

    perform private.queue_message(
        p_tenant_id, 'calendar_unreachable', u.email, coalesce(u.locale, t.locale),
        jsonb_build_object('business', t.name, 'calendar', c.name)
    )
    from data.calendars as c
    join data.tenants as t on t.tenant_id = p_tenant_id
    join data.users as u on u.user_id = any(v_user_ids)
    where c.tenant_id = p_tenant_id and c.calendar_id = p_calendar_id
    order by u.user_id;

    perform private.begin_claims(v_claims, false);
end;
$$;

comment on function private.write_about_calendar is
    'Have somebody told that their outside calendar cannot be read.';

grant execute on function private.write_about_calendar to holdfast_api;
