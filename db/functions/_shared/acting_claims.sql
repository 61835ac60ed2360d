-- The claims of a platform admin in a business: an owner's, for as long as what they were granted
-- stands. It is looked up anew on every call, so that it ends the moment it is ended.
--
-- Fails with  KF015  acting-ended

create function private.acting_claims(p_claims jsonb) returns jsonb
    language plpgsql volatile
    set search_path = ''
as $$
begin
    -- For row security, to see whether it is theirs.
    execute format('set local request.claims = %L', p_claims);

    perform
    from data.acting as a
    join data.platform_admins as p on p.user_id = a.user_id
    where
        a.tenant_id = (p_claims ->> 'tenant_id')::uuid
        and a.acting_id = (p_claims ->> 'acting')::uuid
        and a.user_id = (p_claims ->> 'sub')::uuid
        and a.ended_at is null
        and a.expires_at > now();

    if not found then
        raise exception using
            errcode = 'KF015',
            message = 'You do not act for this business, or no longer.';
    end if;

    return p_claims || '{"role": "owner"}';
end;
$$;

comment on function private.acting_claims is
    'The claims of a platform admin who acts for a tenant.';

grant execute on function private.acting_claims to holdfast_api;
