-- A gift card that is about to be sold.
--
-- Fails with  KF002  tenant-suspended
--             KV022  money-invalid
--             KV171  gift-card-amount

create function private.draft_card(p_tenant_id uuid, p_amount jsonb) returns data.gift_cards
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_settings constant data.prepaid_settings := private.prepaid_settings_of(p_tenant_id);
    v_card data.gift_cards;
begin
    perform private.require_active(p_tenant_id);
    v_card.tenant_id := p_tenant_id;
    v_card.gift_card_id := uuidv7();
    v_card.amount_minor := private.money_of(p_tenant_id, p_amount, 'amount');
    v_card.currency := p_amount ->> 'currency';
    v_card.status := 'pending';
    v_card.expires_at := now() + make_interval(months => v_settings.gift_card_months);
    v_card.created_by := private.current_user_id();
    v_card.created_at := now();

    if coalesce(v_card.amount_minor, 0) not between
        v_settings.smallest_gift_card_minor and v_settings.largest_gift_card_minor
    then
        raise exception using
            errcode = 'KV171',
            message = format(
                'A gift card here is of %s to %s, in minor units.',
                v_settings.smallest_gift_card_minor, v_settings.largest_gift_card_minor
            ),
            column = 'amount';
    end if;

    return v_card;
end;
$$;

comment on function private.draft_card is 'A gift card that is about to be sold.';

grant execute on function private.draft_card to holdfast_api;
