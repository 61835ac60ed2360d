-- POST /v1/tenants/verify/resend
--
-- For an e-mail that was lost: its slug would be taken until the application lapses. Whether there
-- is one shows in nothing but the e-mail. The time it has stays what it was.
--
-- Fails with  KL002  too-many-attempts

create function api.resend_application(
    p_tenant_id uuid,
    p_slug data.slug_wish,
    p_email data.email_address
) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_tenant_id uuid;
    v_link data.one_time_links;
begin
    perform private.throttle_post(p_email);

    select tenant_id
    into v_tenant_id
    from data.directory
    where slug = lower(p_slug) and status = 'pending' and pending_until > now();

    -- What lets its link be seen.
    perform private.add_claims(jsonb_build_object('tenant_id', v_tenant_id));

    update data.one_time_links
    set used_at = now()
    where
        tenant_id = v_tenant_id
        and email = lower(p_email)
        and purpose = 'open_tenant'
        and used_at is null
    returning * into v_link;

    if found then
        perform private.send_application(t, v_link.email, v_link.data)
        from data.tenants as t
        where t.tenant_id = v_tenant_id;
    end if;
end;
$$;

comment on function api.resend_application is
    'Send the link that opens a business again, to whoever applied for it.

The link that was sent before is good for nothing from then on. The answer is the same whether or
not that address has applied for that slug.

Answers nothing.';

alter function api.resend_application owner to holdfast_api;
grant execute on function api.resend_application to holdfast_web;
