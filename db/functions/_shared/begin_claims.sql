-- Begins a request: says who is asking, for this transaction only, and gives their tenant.
--
-- It is called as the first argument of every api function, api.f(p_tenant_id =>
-- private.begin_claims(…), …): arguments are evaluated before the function, so claims are set
-- before anything reads them, in the same statement and round trip.
--
-- A slug in the claims (public routes) is looked up in the directory; a business that is pending is
-- not there yet. SET LOCAL by EXECUTE rather than set_config: it also reaches the other nodes of a
-- distributed database.
--
-- A platform admin acts for a business as an owner, and only while a grant stands; its id stays in
-- the claims (acting).
--
-- Whoever an identity provider vouches for is known by their e-mail address alone: who they are,
-- where they work and as what is looked up here (private.claims_of_email).
--
-- Fails with  KA013  nobody-here
--             KN001  tenant-not-found
--             KF015  acting-ended

create function private.begin_claims(p_claims jsonb, p_read_only boolean) returns uuid
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_claims jsonb := p_claims;
    v_tenant_id uuid;
begin
    if p_claims ? 'slug' then
        select tenant_id
        into v_tenant_id
        from data.directory
        where slug = lower(p_claims ->> 'slug') and status <> 'pending';

        if v_tenant_id is null then
            raise exception using
                errcode = 'KN001',
                message = 'There is no business of that name.';
        end if;

        v_claims := p_claims || jsonb_build_object('tenant_id', v_tenant_id);
    else
        if p_claims ? 'vouched_email' then
            v_claims := private.claims_of_email(p_claims);
        end if;

        v_tenant_id := (v_claims ->> 'tenant_id')::uuid;

        if v_claims ->> 'role' = 'platform_admin' and v_tenant_id is not null then
            v_claims := private.acting_claims(v_claims);
        end if;
    end if;

    execute format('set local request.claims = %L', v_claims);

    if p_read_only then
        set local transaction_read_only = on;
    end if;

    return v_tenant_id;
end;
$$;

comment on function private.begin_claims is
    'Set the claims of this transaction and return their tenant.';

alter function private.begin_claims owner to holdfast_api;
grant execute on function private.begin_claims to holdfast_web, holdfast_worker;
