-- The business's account with Stripe, if customers can pay into it.
--
-- Fails with  KC121  payments-unavailable

create function private.require_payment_account(p_tenant_id uuid) returns data.payment_accounts
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_account data.payment_accounts;
begin
    select *
    into v_account
    from data.payment_accounts
    where tenant_id = p_tenant_id and charges_enabled;

    if not found then
        raise exception using
            errcode = 'KC121',
            message = 'This business does not take payments online yet. Pay on site.';
    end if;

    return v_account;
end;
$$;

comment on function private.require_payment_account is
    'The account that a business can be paid into.';

grant execute on function private.require_payment_account to holdfast_api;
