-- Whether we are known to be let into an account of a business no more.

create function private.is_disconnected(p_tenant_id uuid, p_account_id text) returns boolean
    language sql stable
    set search_path = ''
as $$
    select exists (
        select
        from data.payment_accounts as a
        where
            a.tenant_id = p_tenant_id
            and a.account_id = p_account_id
            and a.disabled_reason = 'disconnected'
    );
$$;

comment on function private.is_disconnected is
    'Whether we are let into an account of a business no more.';

grant execute on function private.is_disconnected to holdfast_api;
