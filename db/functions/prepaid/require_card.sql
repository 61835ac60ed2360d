-- A gift card of a business; with p_lock nobody else spends it meanwhile.
--
-- Fails with  KN170  gift-card-not-found

create function private.require_card(p_tenant_id uuid, p_gift_card_id uuid, p_lock boolean)
returns data.gift_cards
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_card data.gift_cards;
begin
    if p_lock then
        select *
        into v_card
        from data.gift_cards
        where tenant_id = p_tenant_id and gift_card_id = p_gift_card_id
        for no key update;
    else
        select *
        into v_card
        from data.gift_cards
        where tenant_id = p_tenant_id and gift_card_id = p_gift_card_id;
    end if;

    if not found then
        raise exception using
            errcode = 'KN170',
            message = 'There is no such gift card.';
    end if;

    return v_card;
end;
$$;

comment on function private.require_card is 'A gift card that is there.';

grant execute on function private.require_card to holdfast_api;
