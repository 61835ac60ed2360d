-- Whether the caller may spend, and see, what a customer has. Staff may. A guest who has only
-- typed an address may not, since anybody can type anybody's: they have signed in with an account
-- that the address is theirs of (account_email: api.create_my_booking), or bring the token that
-- was sent to that address. The token of a booking is none: whoever books gets it.

create function private.is_proven(p_tenant_id uuid, p_customer_id uuid) returns boolean
    language sql stable
    set search_path = ''
as $$
    select coalesce(
        private.current_role_name() in ('owner', 'manager', 'staff')
        or c.claims ->> 'manage_token' = private.manage_token(p_tenant_id, p_customer_id)
        or exists (
            select
            from data.customers as k
            where
                k.tenant_id = p_tenant_id
                and k.email = c.claims ->> 'account_email'
                and k.archived_at is null
                and coalesce(k.merged_into, k.customer_id) = p_customer_id
        ),
        false
    )
    from (values (private.current_claims())) as c (claims);
$$;

comment on function private.is_proven is 'Whether the caller may spend what a customer has.';

grant execute on function private.is_proven to holdfast_api;
