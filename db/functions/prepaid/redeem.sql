-- POST /v1/tenants/{slug}/bookings/{id}/redeem
-- POST /v1/bookings/{id}/redeem
--
-- A gift card is whoever's who has its code. Sessions, credit and rewards are the customer's.
--
-- Fails with  KN003  booking-not-found
--             KP001  version-conflict
--             KV003  idempotency-mismatch
--             KV022  money-invalid
--             KV174  nothing-to-redeem
--             and what private.require_payable and private.spend say: KC002, KC003, KC120, KC122,
--             KC170, KC171, KC175, KF170, KN170, KN173, KV170

create function api.redeem(
    p_tenant_id uuid,
    p_booking_id uuid,
    p_gift_card_code text default null,
    p_use_package boolean default false,
    p_use_credit boolean default false,
    p_reward_id uuid default null,
    p_amount jsonb default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_caller constant text := 'booking:' || p_booking_id;
    v_answer jsonb := private.replay(p_tenant_id, v_caller);
    v_booking data.bookings;
begin
    if v_answer is not null then
        perform private.require_booking(p_tenant_id, p_booking_id, false);
        return v_answer;
    end if;

    v_booking := private.require_booking(p_tenant_id, p_booking_id, true);

    if p_gift_card_code is null and p_reward_id is null and not (p_use_package or p_use_credit) then
        raise exception using
            errcode = 'KV174',
            message = 'Say what to redeem: gift_card_code, use_package, use_credit or reward_id.';
    end if;

    perform private.require_payable(v_booking);
    v_booking := private.spend(
        v_booking,
        row(p_gift_card_code, p_use_package, p_use_credit, p_reward_id),
        private.money_of(p_tenant_id, p_amount, 'amount')
    );

    return private.remember(p_tenant_id, v_caller, private.answer_booking(v_booking));
end;
$$;

comment on function api.redeem is
    'Pay a booking with what is there already: a reward, a package, a gift card, credit.

amount is how much to take of a gift card, or of credit; without it as much as is due and as there
is. What is left is paid online or on site. A hold of which nothing is due any more is confirmed.
Whoever is no staff needs to be known for more than a gift card: by their account, or by the token
of their wallet.

Answers booking.';

alter function api.redeem owner to holdfast_api;
grant execute on function api.redeem to holdfast_web, holdfast_person;
