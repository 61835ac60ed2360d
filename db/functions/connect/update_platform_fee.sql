-- PATCH /v1/platform/tenants/{id}/fee
--
-- Holds for payments that are begun from now on. Who changed it stands in the history of the
-- business, which its owners read.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN001  tenant-not-found
--             KN140  payment-account-not-found

create function api.update_platform_fee(
    p_tenant_id uuid,
    p_business_id uuid,
    p_fee_basis_points data.fee_basis_points default null,
    p_clear jsonb default '[]'
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.enter_as_platform(p_business_id);
    perform private.require_account(p_business_id);

    update data.payment_accounts
    set
        fee_basis_points = private.patched(
            p_clear, 'fee_basis_points', p_fee_basis_points::integer, fee_basis_points
        ),
        updated_at = now()
    where tenant_id = p_business_id;

    return private.platform_fee_json(p_business_id);
end;
$$;

comment on function api.update_platform_fee is
    'Agree with a business what the platform takes of what is paid to it online.

Null: what it takes of every business. It holds for payments that begin from now on. For platform
admins.

Answers platform_fee.';

alter function api.update_platform_fee owner to holdfast_api;
grant execute on function api.update_platform_fee to holdfast_web;
