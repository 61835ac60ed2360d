-- Pays what is left of a booking with a gift card, or as much of it as is asked for and there is.
--
-- Fails with  KC120  not-enough-left
--             KC170  gift-card-not-usable
--             and what private.find_card says: KN170, KV170

create function private.spend_card(p_booking data.bookings, p_code text, p_most bigint)
returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_card constant data.gift_cards := private.find_card(p_booking.tenant_id, p_code, true);
    v_left constant bigint := private.left_on(
        p_booking.tenant_id, 'gift_card', v_card.gift_card_id, v_card.currency
    );
begin
    if v_card.status <> 'active' or v_card.expires_at <= now() then
        raise exception using
            errcode = 'KC170',
            message = format(
                'This gift card is %s.',
                case v_card.status when 'active' then 'expired' else v_card.status end
            ),
            column = 'gift_card_code';
    end if;

    if v_left = 0 or v_left < p_most then
        raise exception using
            errcode = 'KC120',
            message = 'There is not enough left for that.',
            column = 'gift_card_code';
    end if;

    perform private.pay_from(
        p_booking, 'gift_card', v_card.gift_card_id,
        least(private.left_to_pay(p_booking), p_most, v_left)
    );
end;
$$;

comment on function private.spend_card is 'Pay something of a booking with a gift card.';

grant execute on function private.spend_card to holdfast_api;
