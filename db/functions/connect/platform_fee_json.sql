-- What the platform takes of a business, as platform admins see it.

create function private.platform_fee_json(p_business_id uuid) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select to_jsonb(row(
        p_business_id, private.fee_basis_points(a), a.fee_basis_points is not null
    )::api.platform_fee)
    from (select 1) as one
    left join data.payment_accounts as a on a.tenant_id = p_business_id;
$$;

comment on function private.platform_fee_json is 'What the platform takes of a business.';

grant execute on function private.platform_fee_json to holdfast_api;
