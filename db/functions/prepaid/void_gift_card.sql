-- POST /v1/gift-cards/{id}/void
--
-- What is left on it is the business's. To give that back instead, give the payment back that
-- bought it.
--
-- Fails with  KA001  not-signed-in
--             KC170  gift-card-not-usable
--             KF001  forbidden
--             KN170  gift-card-not-found
--             KV003  idempotency-mismatch

create function api.void_gift_card(
    p_tenant_id uuid,
    p_gift_card_id uuid,
    p_reason data.body_text
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_card data.gift_cards;
begin
    perform private.require_role('owner', 'manager');
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    v_card := private.require_card(p_tenant_id, p_gift_card_id, true);

    if v_card.status <> 'active' then
        raise exception using
            errcode = 'KC170',
            message = format('This gift card is %s.', v_card.status);
    end if;

    update data.gift_cards
    set status = 'voided', void_reason = p_reason
    where tenant_id = p_tenant_id and gift_card_id = p_gift_card_id
    returning * into v_card;

    perform private.break_card(v_card, 'gift_card.voided', 'gift_card.voided:' || p_gift_card_id);

    return private.remember(p_tenant_id, 'staff', private.gift_card_json(v_card));
end;
$$;

comment on function api.void_gift_card is
    'Have a gift card be worth nothing any more.

Answers gift_card.';

alter function api.void_gift_card owner to holdfast_api;
grant execute on function api.void_gift_card to holdfast_web, holdfast_person;
