-- PATCH /v1/loyalty
--
-- Fails with  KA001                    not-signed-in
--             KF001                    forbidden
--             KV022                    money-invalid
--             loyalty_programmes_sane  programme-invalid
--             and what private.require_programme_fields says: KV173, KV176

create function api.update_programme(
    p_tenant_id uuid,
    p_enabled boolean default null,
    p_points_per_hundred integer default null,
    p_points_per_visit integer default null,
    p_smallest_spend jsonb default null,
    p_expiry_months integer default null,
    p_rates jsonb default null,
    p_tiers jsonb default null,
    p_clear jsonb default '[]'
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_programme data.loyalty_programmes;
begin
    perform private.require_role('owner', 'manager');
    perform private.require_programme_fields(p_tenant_id, p_rates, p_tiers);

    insert into data.loyalty_programmes (tenant_id)
    values (p_tenant_id)
    on conflict (tenant_id) do nothing;

    update data.loyalty_programmes
    set
        enabled = private.patched(p_clear, 'enabled', p_enabled, enabled),
        points_per_hundred = private.patched(
            p_clear, 'points_per_hundred', p_points_per_hundred, points_per_hundred
        ),
        points_per_visit = private.patched(
            p_clear, 'points_per_visit', p_points_per_visit, points_per_visit
        ),
        smallest_spend_minor = private.patched(
            p_clear, 'smallest_spend',
            private.money_of(p_tenant_id, p_smallest_spend, 'smallest_spend'),
            smallest_spend_minor
        ),
        expiry_months = private.patched(
            p_clear, 'expiry_months', p_expiry_months, expiry_months
        ),
        rates = private.patched(p_clear, 'rates', p_rates, rates),
        tiers = private.patched(p_clear, 'tiers', p_tiers, tiers)
    where tenant_id = p_tenant_id
    returning * into v_programme;

    return private.programme_json(v_programme);
end;
$$;

comment on function api.update_programme is
    'Change how customers earn points, from now on.

Points are earned when a visit is completed, and come down to whole ones. rates, if given,
replaces all rates; tiers all tiers.

Answers programme.';

alter function api.update_programme owner to holdfast_api;
grant execute on function api.update_programme to holdfast_web, holdfast_person;
