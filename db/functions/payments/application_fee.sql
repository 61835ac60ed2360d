-- What the platform takes of a payment.

create function private.application_fee(p_account data.payment_accounts, p_amount_minor bigint)
returns bigint
    language sql stable
    return round(p_amount_minor * private.fee_basis_points(p_account) / 10000.0)::bigint;

comment on function private.application_fee is
    'What the platform takes of a payment, in minor units.';

grant execute on function private.application_fee to holdfast_api;
