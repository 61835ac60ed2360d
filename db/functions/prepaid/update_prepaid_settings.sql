-- PATCH /v1/prepaid-settings
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV022  money-invalid

create function api.update_prepaid_settings(
    p_tenant_id uuid,
    p_gift_cards_online boolean default null,
    p_gift_card_months integer default null,
    p_smallest_gift_card jsonb default null,
    p_largest_gift_card jsonb default null,
    p_packages_unasked boolean default null,
    p_clear jsonb default '[]'
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_settings data.prepaid_settings;
begin
    perform private.require_role('owner', 'manager');

    insert into data.prepaid_settings (tenant_id)
    values (p_tenant_id)
    on conflict (tenant_id) do nothing;

    update data.prepaid_settings
    set
        gift_cards_online = private.patched(
            p_clear, 'gift_cards_online', p_gift_cards_online, gift_cards_online
        ),
        gift_card_months = private.patched(
            p_clear, 'gift_card_months', p_gift_card_months, gift_card_months
        ),
        smallest_gift_card_minor = private.patched(
            p_clear, 'smallest_gift_card',
            private.money_of(p_tenant_id, p_smallest_gift_card, 'smallest_gift_card'),
            smallest_gift_card_minor
        ),
        largest_gift_card_minor = private.patched(
            p_clear, 'largest_gift_card',
            private.money_of(p_tenant_id, p_largest_gift_card, 'largest_gift_card'),
            largest_gift_card_minor
        ),
        packages_unasked = private.patched(
            p_clear, 'packages_unasked', p_packages_unasked, packages_unasked
        )
    where tenant_id = p_tenant_id
    returning * into v_settings;

    return private.prepaid_settings_json(v_settings);
end;
$$;

comment on function api.update_prepaid_settings is
    'Change what the business sells in advance, and on what terms.

What was sold already stays as it was.

Answers prepaid_settings.';

alter function api.update_prepaid_settings owner to holdfast_api;
grant execute on function api.update_prepaid_settings to holdfast_web, holdfast_person;
