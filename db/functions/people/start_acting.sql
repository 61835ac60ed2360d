-- POST /v1/act-for
--
-- One grant at a time: while it stands, asking again for the same reason gives the same, so that a
-- token can be renewed and the time cannot be drawn out. Another reason ends it and begins anew.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN001  tenant-not-found

create function api.start_acting(
    p_tenant_id uuid,
    p_tenant data.slug,
    p_reason data.short_text,
    p_minutes data.acting_minutes default 30
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_user_id constant uuid := private.current_user_id();
    v_tenant_id uuid;
    v_acting data.acting;
begin
    perform private.require_platform_admin();

    select tenant_id
    into v_tenant_id
    from data.directory
    where slug = p_tenant;

    if not found then
        raise exception using
            errcode = 'KN001',
            message = 'There is no business of that name.',
            column = 'tenant';
    end if;

    -- From here on row security lets them write down that they act for it, and nothing else.
    perform private.add_claims(jsonb_build_object('tenant_id', v_tenant_id));
    perform pg_advisory_xact_lock(private.lock_key(v_tenant_id, v_user_id));

    update data.acting
    set ended_at = now()
    where
        tenant_id = v_tenant_id
        and user_id = v_user_id
        and ended_at is null
        and expires_at > now()
        and reason <> p_reason;

    select *
    into v_acting
    from data.acting
    where
        tenant_id = v_tenant_id
        and user_id = v_user_id
        and ended_at is null
        and expires_at > now();

    if not found then
        insert into data.acting (tenant_id, user_id, name, reason, expires_at)
        select
            v_tenant_id, v_user_id, u.name, p_reason, now() + make_interval(mins => p_minutes)
        from data.users as u
        where u.user_id = v_user_id
        returning * into v_acting;
    end if;

    return private.acting_json(v_acting);
end;
$$;

comment on function api.start_acting is
    'Act for a business, as an owner, for a reason and for a while.

For platform admins. Its owners see who did, when and why. While it lasts, asking again for the
same reason gives a new token for the same time; another reason begins anew.

Answers acting.';

alter function api.start_acting owner to holdfast_api;
grant execute on function api.start_acting to holdfast_web;
