-- The one shape a gift card has for those who sell it.

create function private.gift_card_json(p_card data.gift_cards) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select to_jsonb(row(
        (p_card).gift_card_id,
        (p_card).status,
        null,
        (p_card).code_end,
        row((p_card).amount_minor, (p_card).currency)::api.money,
        row(
            private.left_on(
                (p_card).tenant_id, 'gift_card', (p_card).gift_card_id, (p_card).currency
            ),
            (p_card).currency
        )::api.money,
        (p_card).customer_id,
        (p_card).payment_id,
        (p_card).recipient_name,
        (p_card).message,
        private.utc((p_card).expires_at),
        private.utc((p_card).issued_at),
        (p_card).void_reason,
        private.utc((p_card).created_at)
    )::api.gift_card) - 'code';
$$;

comment on function private.gift_card_json is 'A gift card for those who sell it.';

grant execute on function private.gift_card_json to holdfast_api;
