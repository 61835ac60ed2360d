-- Has an e-mail sent to every owner of a business, each in their language. Besides what is given,
-- it says which business. The worker does not see who works there: for this it looks as an owner
-- does.

create function private.write_to_owners(p_tenant_id uuid, p_kind text, p_data jsonb) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_claims constant jsonb := private.current_claims();
begin
    perform private.add_claims('{"role": "owner"}');
    perform private.see_users(array(
        select m.user_id
        from data.members as m
        where m.tenant_id = p_tenant_id and m.role = 'owner'
    ));

    perform private.queue_message(
        p_tenant_id, p_kind, u.email, coalesce(u.locale, t.locale),
        p_data || jsonb_build_object('business', t.name)
    )
    from data.members as m
    join data.users as u on u.user_id = m.user_id
    join data.tenants as t on t.tenant_id = m.tenant_id
    where m.tenant_id = p_tenant_id and m.role = 'owner'
    order by u.user_id;

    perform set_config('request.claims', v_claims::text, true);
end;
$$;

comment on function private.write_to_owners is 'Have an e-mail sent to the owners of a business.';

grant execute on function private.write_to_owners to holdfast_api;
