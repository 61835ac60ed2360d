-- The account that a business has begun.
--
-- Fails with  KN140  payment-account-not-found

create function private.require_account(p_tenant_id uuid) returns data.payment_accounts
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_account data.payment_accounts;
begin
    select *
    into v_account
    from data.payment_accounts
    where tenant_id = p_tenant_id;

    if not found then
        raise exception using
            errcode = 'KN140',
            message = 'This business has no account for payments online yet.';
    end if;

    return v_account;
end;
$$;

comment on function private.require_account is 'The account that a business has begun.';

grant execute on function private.require_account to holdfast_api;
