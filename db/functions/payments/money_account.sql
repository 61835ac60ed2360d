-- Where what is paid in some way is afterwards.

create function private.money_account(p_method text) returns text
    language sql immutable parallel safe
    return case p_method
        when 'stripe' then 'stripe_balance'
        when 'credit' then 'customer_credit'
        when 'package' then 'package_value'
        else p_method
    end;

comment on function private.money_account is 'The kind of account that a payment is paid into.';

grant execute on function private.money_account to holdfast_api;
