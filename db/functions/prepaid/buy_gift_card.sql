-- POST /v1/tenants/{slug}/gift-cards
--
-- It is worth nothing until it is paid. What clients are told is what api.note_checkout answers.
--
-- Fails with  KC121  payments-unavailable
--             KC173  not-sold-online
--             KF002  tenant-suspended
--             KV003  idempotency-mismatch
--             KV004  customer-invalid
--             KV022  money-invalid
--             KV171  gift-card-amount

create function api.buy_gift_card(
    p_tenant_id uuid,
    p_amount jsonb,
    p_customer jsonb,
    p_recipient_name data.short_text default null,
    p_recipient_email data.email_address default null,
    p_message data.long_text default null,
    p_locale data.locale_tag default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_contact constant api.contact := private.contact_of(p_customer, true);
    v_caller constant text := 'guest:' || v_contact.email;
    v_answer jsonb;
    v_card data.gift_cards;
begin
    v_answer := private.replay(p_tenant_id, v_caller);

    if v_answer is not null then
        return v_answer;
    end if;

    if not (private.prepaid_settings_of(p_tenant_id)).gift_cards_online then
        raise exception using
            errcode = 'KC173',
            message = 'This business does not sell gift cards online.';
    end if;

    v_card := private.draft_card(p_tenant_id, p_amount);
    v_card.locale := coalesce(
        p_locale, (select t.locale from data.tenants as t where t.tenant_id = p_tenant_id)
    );
    v_card.customer_id := (
        private.customer_for(p_tenant_id, v_contact, v_card.locale, null)
    ).customer_id;
    v_card.recipient_name := p_recipient_name;
    v_card.recipient_email := lower(p_recipient_email);
    v_card.message := p_message;
    v_card.payment_id := uuidv7();
    v_answer := private.ask_for_sale(
        p_tenant_id, v_card.payment_id, v_card.amount_minor, v_contact, v_card.locale
    );

    insert into data.gift_cards
    values (v_card.*);

    return private.remember(p_tenant_id, v_caller, v_answer);
end;
$$;

comment on function api.buy_gift_card is
    'Buy a gift card online.

Once it is paid the code goes to recipient_email, or to the customer if that is left out.

Answers checkout.';

alter function api.buy_gift_card owner to holdfast_api;
grant execute on function api.buy_gift_card to holdfast_web;
