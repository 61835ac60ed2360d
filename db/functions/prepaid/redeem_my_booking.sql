-- POST /v1/me/bookings/{id}/redeem
--
-- The same function as for a guest with the manage token does it; the account proves whose it is.
--
-- Fails with  KA001  not-signed-in
--             KF030  email-not-verified
--             KN003  booking-not-found
--             and what api.redeem says: KP001, KV003, KV022, KV174, KC002, KC003, KC120, KC122,
--             KC170, KC171, KC175, KN170, KN173, KV170

create function api.redeem_my_booking(
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
    v_business constant private.my_business := private.open_my_booking(p_booking_id);
begin
    perform private.add_claims(jsonb_build_object('account_email', v_business.email));

    return private.as_mine(
        api.redeem(
            v_business.tenant_id, p_booking_id, p_gift_card_code, p_use_package, p_use_credit,
            p_reward_id, p_amount
        ),
        v_business
    );
end;
$$;

comment on function api.redeem_my_booking is
    'Pay a booking of yours with what you have there: a reward, a package, a gift card, credit.

Answers my_booking.';

alter function api.redeem_my_booking owner to holdfast_api;
grant execute on function api.redeem_my_booking to holdfast_web, holdfast_person;
