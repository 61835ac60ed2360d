-- What the platform takes of what is paid to a business: what was agreed with it, or else what it
-- takes of every business.

create function private.fee_basis_points(p_account data.payment_accounts) returns integer
    language sql stable
    set search_path = ''
as $$
    select coalesce((p_account).fee_basis_points, s.fee_basis_points)
    from data.platform_settings as s;
$$;

comment on function private.fee_basis_points is
    'What the platform takes of each payment, in hundredths of a per cent.';

grant execute on function private.fee_basis_points to holdfast_api;
