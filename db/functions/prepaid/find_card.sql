-- The gift card of a code, which may be typed in small letters and with any spaces and hyphens.
--
-- Fails with  KN170  gift-card-not-found
--             KV170  code-invalid

create function private.find_card(p_tenant_id uuid, p_code text, p_lock boolean)
returns data.gift_cards
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_code constant text := upper(regexp_replace(p_code, '[\s-]', '', 'g'));
    v_card data.gift_cards;
begin
    if v_code !~ '^[2-9A-HJKMNP-Z]{16}$'
        or private.code_checks(left(v_code, 14)) <> right(v_code, 2)
    then
        raise exception using
            errcode = 'KV170',
            message = 'That is no code of a gift card: look for a slip of the pen.',
            column = 'code';
    end if;

    select *
    into v_card
    from data.gift_cards
    where tenant_id = p_tenant_id and code_hash = private.code_hash(p_tenant_id, v_code);

    if not found then
        raise exception using
            errcode = 'KN170',
            message = 'There is no such gift card.',
            column = 'code';
    end if;

    if p_lock then
        select *
        into v_card
        from data.gift_cards
        where tenant_id = p_tenant_id and gift_card_id = v_card.gift_card_id
        for no key update;
    end if;

    return v_card;
end;
$$;

comment on function private.find_card is 'The gift card of a code.';

grant execute on function private.find_card to holdfast_api;
