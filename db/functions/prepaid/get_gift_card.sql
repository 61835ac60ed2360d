-- GET /v1/gift-cards/{id}
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN170  gift-card-not-found

create function api.get_gift_card(p_tenant_id uuid, p_gift_card_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_staff();
    return private.gift_card_json(private.require_card(p_tenant_id, p_gift_card_id, false));
end;
$$;

comment on function api.get_gift_card is
    'A gift card, without its code.

Answers gift_card.';

alter function api.get_gift_card owner to holdfast_api;
grant execute on function api.get_gift_card to holdfast_web, holdfast_person;
