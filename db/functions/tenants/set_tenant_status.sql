-- Suspends a business or lets it go on, and writes down why. Said twice, it is done once.

create function private.set_tenant_status(p_tenant_id uuid, p_status text, p_reason text)
returns jsonb
    language plpgsql volatile
    set search_path = ''
as $$
begin
    -- For the event of it (private.tg_tenants_events).
    perform private.add_claims(jsonb_build_object('reason', p_reason));

    update data.tenants
    set status = p_status
    where tenant_id = p_tenant_id and status <> p_status;

    return (
        select private.platform_tenant_json(d)
        from data.directory as d
        where d.tenant_id = p_tenant_id
    );
end;
$$;

comment on function private.set_tenant_status is 'Suspend a business, or let it go on.';

grant execute on function private.set_tenant_status to holdfast_api;
