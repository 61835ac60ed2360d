-- The businesses that know the e-mail address of whoever has signed in, in the order of their
-- slugs.
--
-- Fails with  KA001  not-signed-in
--             KF030  email-not-verified

create function private.my_businesses() returns private.my_business[]
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_email constant text := private.verified_email();
    v_claims constant jsonb := private.current_claims();
    v_businesses private.my_business[];
begin
    -- What lets those rows be seen, whosever business the token is for.
    perform private.add_claims(jsonb_build_object('verified_email', v_email));

    v_businesses := array(
        select row(d.tenant_id, d.slug, d.name, v_email, v_claims)::private.my_business
        from data.customer_addresses as a
        join data.directory as d on d.tenant_id = a.tenant_id
        where a.email = v_email
        order by d.slug
    );

    perform private.begin_claims(v_claims, false);

    return v_businesses;
end;
$$;

comment on function private.my_businesses is 'The businesses that know the caller.';

grant execute on function private.my_businesses to holdfast_api;
