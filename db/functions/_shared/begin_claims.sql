-- Begins a request: says who is asking, for this transaction only, and gives their tenant.
--
-- It is called as the first argument of every api function, api.f(p_tenant_id =>
-- private.begin_claims(…), …): arguments are evaluated before the function, so claims are set
-- before anything reads them, in the same statement and round trip.
--
-- A slug in the claims (public routes) is looked up in the directory. SET LOCAL by EXECUTE rather
-- than set_config: it also reaches the other nodes of a distributed database.
--
-- Whoever an identity provider vouches for is known by their e-mail address alone: who they are,
-- where they work and as what is looked up here (private.claims_of_email).
--
-- Fails with  KA013  nobody-here
--             KN001  tenant-not-found
--             KF002  tenant-suspended (a guest wants to write)

create function private.begin_claims(p_claims jsonb, p_read_only boolean) returns uuid
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_claims jsonb := p_claims;
    v_status text;
    v_tenant_id uuid;
begin
    if p_claims ? 'slug' then
        select tenant_id, status
        into v_tenant_id, v_status
        from data.directory
        where slug = p_claims ->> 'slug';

        if v_tenant_id is null then
            raise exception using
                errcode = 'KN001',
                message = 'There is no business of that name.';
        end if;

        if v_status <> 'active' and not p_read_only then
            raise exception using
                errcode = 'KF002',
                message = 'This business takes no bookings at the moment.';
        end if;

        v_claims := p_claims || jsonb_build_object('tenant_id', v_tenant_id);
    else
        if p_claims ? 'verified_email' then
            v_claims := private.claims_of_email(p_claims);
        end if;

        v_tenant_id := (v_claims ->> 'tenant_id')::uuid;
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
grant execute on function private.begin_claims to holdfast_web;
