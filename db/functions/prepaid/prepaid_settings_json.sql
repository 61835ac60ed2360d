-- The one shape the settings of what is sold in advance have outside the database.

create function private.prepaid_settings_json(p_settings data.prepaid_settings) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select to_jsonb(row(
        (p_settings).gift_cards_online,
        (p_settings).gift_card_months,
        row((p_settings).smallest_gift_card_minor, t.currency)::api.money,
        row((p_settings).largest_gift_card_minor, t.currency)::api.money,
        (p_settings).packages_unasked
    )::api.prepaid_settings)
    from data.tenants as t
    where t.tenant_id = (p_settings).tenant_id;
$$;

comment on function private.prepaid_settings_json is 'What a business sells in advance, as said.';

grant execute on function private.prepaid_settings_json to holdfast_api;
