-- Takes a reward off the price of a booking, which is locked, for points of its customer's.
--
-- Fails with  KC120  not-enough-left
--             KC175  reward-not-usable
--             KN173  reward-not-found

create function private.redeem_reward(p_booking data.bookings, p_reward_id uuid)
returns data.bookings
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_reward constant data.rewards := private.require_reward(
        p_booking.tenant_id, p_reward_id, false
    );
    -- What can be off before it costs less than was paid.
    v_most constant bigint := private.charged_for(p_booking)
        - private.charge_within(p_booking, private.covered_for(p_booking) - 1) - 1;
    v_discount constant bigint := greatest(0, least(v_most, case v_reward.kind
        when 'amount' then v_reward.amount_minor
        when 'percent' then round(p_booking.price_minor * v_reward.percent / 100.0)
        else v_most
    end));
    v_redemption data.redemptions;
begin
    select *
    into v_redemption
    from data.redemptions
    where tenant_id = p_booking.tenant_id and booking_id = p_booking.booking_id
    for no key update;

    if v_discount = 0
        or v_redemption.booking_id is not null and v_redemption.returned_at is null
        or v_reward.service_id <> p_booking.service_id
    then
        raise exception using
            errcode = 'KC175',
            message = case
                when v_redemption.booking_id is not null and v_redemption.returned_at is null
                    then 'A booking has one reward.'
                when v_discount = 0 then 'There is nothing left that it could be taken off.'
                else 'This reward is for something else.'
            end,
            column = 'reward_id';
    end if;

    insert into data.redemptions as r (
        tenant_id, booking_id, reward_id, customer_id, points, discount_minor
    )
    values (
        p_booking.tenant_id, p_booking.booking_id, p_reward_id, p_booking.customer_id,
        v_reward.points, v_discount
    )
    on conflict (tenant_id, booking_id) do update
    set
        reward_id = excluded.reward_id,
        customer_id = excluded.customer_id,
        points = excluded.points,
        discount_minor = excluded.discount_minor,
        returned_at = null,
        created_at = now()
    returning * into v_redemption;

    perform private.take_points(p_booking, v_redemption);

    return private.discount(p_booking, v_discount);
end;
$$;

comment on function private.redeem_reward is 'Take a reward off the price of a booking.';

grant execute on function private.redeem_reward to holdfast_api;
