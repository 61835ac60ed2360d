-- Sends whoever applies for a business the link that opens it, which is good for as long as the
-- application is. p_data is what is known of them.

create function private.send_application(
    p_tenant data.tenants,
    p_email text,
    p_data jsonb
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform private.queue_message(
        p_tenant.tenant_id, 'open_tenant', p_email, p_tenant.locale,
        jsonb_build_object('slug', p_tenant.slug),
        private.make_link(
            'open_tenant', p_email, p_tenant.pending_until - now(), null, p_tenant.tenant_id, p_data
        )
    );
end;
$$;

comment on function private.send_application is 'Send the link that opens a business.';

grant execute on function private.send_application to holdfast_api;
