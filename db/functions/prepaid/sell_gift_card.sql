-- POST /v1/gift-cards
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KF002  tenant-suspended
--             KN004  customer-not-found
--             KN006  location-not-found
--             KV003  idempotency-mismatch
--             KV022  money-invalid
--             KV150  location-needed
--             KV171  gift-card-amount

create function api.sell_gift_card(
    p_tenant_id uuid,
    p_amount jsonb,
    p_method data.on_site_method,
    p_customer_id uuid default null,
    p_recipient_name data.short_text default null,
    p_recipient_email data.email_address default null,
    p_message data.long_text default null,
    p_locale data.locale_tag default null,
    p_location_id uuid default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_card data.gift_cards;
    v_payment data.payments;
    v_location data.locations;
    v_code text;
begin
    perform private.require_staff();
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    v_location := private.till_of(p_tenant_id, p_location_id);

    if p_customer_id is not null then
        perform private.require_customer(p_tenant_id, p_customer_id, false);
    end if;

    v_card := private.draft_card(p_tenant_id, p_amount);
    v_card.customer_id := p_customer_id;
    v_card.recipient_name := p_recipient_name;
    v_card.recipient_email := lower(p_recipient_email);
    v_card.message := p_message;
    v_card.locale := coalesce(
        p_locale, (select t.locale from data.tenants as t where t.tenant_id = p_tenant_id)
    );
    v_payment := private.open_payment(
        private.draft_sale(p_tenant_id, p_method, v_card.amount_minor),
        array[row('sale', v_card.amount_minor, null)::private.payment_line]
    );
    v_card.payment_id := v_payment.payment_id;

    insert into data.gift_cards
    values (v_card.*);

    v_code := private.issue_card(v_card, v_payment, v_location);

    select *
    into v_card
    from data.gift_cards
    where tenant_id = p_tenant_id and gift_card_id = v_card.gift_card_id;

    return private.remember(
        p_tenant_id, 'staff',
        private.gift_card_json(v_card) || jsonb_build_object('code', v_code)
    );
end;
$$;

comment on function api.sell_gift_card is
    'Sell a gift card that was paid on site.

method is cash, card_terminal or bank_transfer; location_id is whose till it went into: the only
location, if it is left out. The code is in the answer, and goes to
recipient_email if there is one; it is not kept.

Answers gift_card.';

alter function api.sell_gift_card owner to holdfast_api;
grant execute on function api.sell_gift_card to holdfast_web, holdfast_person;
