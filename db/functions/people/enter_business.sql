-- From here on the request is a guest's of this business who brings the manage token of what they
-- ask for: so the functions of guests do the rest, with all their windows, limits and rules. Gives
-- the business. Its slug is looked up as on the public routes.
--
-- Fails with  KN001  tenant-not-found

create function private.enter_business(
    p_claims jsonb,
    p_slug text,
    p_opens uuid default null
) returns uuid
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_claims constant jsonb := p_claims - '{sub,tenant_id,manage_token}'::text[] || jsonb_build_object(
        'slug', p_slug, 'role', 'guest', 'account', p_claims -> 'sub'
    );
    v_read_only constant boolean := current_setting('transaction_read_only') = 'on';
    v_tenant_id uuid;
begin
    v_tenant_id := private.begin_claims(v_claims, v_read_only);

    if p_opens is not null then
        perform private.begin_claims(
            v_claims || jsonb_build_object(
                'manage_token', private.manage_token(v_tenant_id, p_opens)
            ),
            v_read_only
        );
    end if;

    return v_tenant_id;
end;
$$;

comment on function private.enter_business is 'Go on as a guest of a business.';

grant execute on function private.enter_business to holdfast_api;
