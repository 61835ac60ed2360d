-- POST /v1/tenants/{slug}/gift-cards/balance
-- POST /v1/gift-cards/balance
--
-- By POST, so that codes stand in no log. Whoever tries codes is throttled by their address
-- (app/throttle.py), and a code has 69 bits.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN170  gift-card-not-found
--             KV003  idempotency-mismatch
--             KV170  code-invalid

create function api.check_gift_card(p_tenant_id uuid, p_code text) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_caller constant text := 'card:' || encode(sha256(convert_to(p_code, 'UTF8')), 'hex');
    v_answer jsonb;
    v_card data.gift_cards;
begin
    if not private.is_guest() then
        perform private.require_staff();
    end if;

    v_answer := private.replay(p_tenant_id, v_caller);

    if v_answer is not null then
        return v_answer;
    end if;

    v_card := private.find_card(p_tenant_id, p_code, false);

    return private.remember(p_tenant_id, v_caller, to_jsonb(row(
        case when v_card.expires_at <= now() and v_card.status = 'active' then 'expired'
            else v_card.status
        end,
        v_card.code_end,
        row(
            private.left_on(p_tenant_id, 'gift_card', v_card.gift_card_id, v_card.currency),
            v_card.currency
        )::api.money,
        private.utc(v_card.expires_at)
    )::api.gift_card_balance));
end;
$$;

comment on function api.check_gift_card is
    'What a gift card is worth, by its code.

Answers gift_card_balance.';

alter function api.check_gift_card owner to holdfast_api;
grant execute on function api.check_gift_card to holdfast_web, holdfast_person;
