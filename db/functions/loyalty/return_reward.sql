-- Gives the points of a reward back whose booking came to nothing.

create function private.return_reward(p_booking data.bookings) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_redemption data.redemptions;
begin
    if p_booking.discount_minor is null then
        return;
    end if;

    update data.redemptions
    set returned_at = now()
    where
        tenant_id = p_booking.tenant_id
        and booking_id = p_booking.booking_id
        and returned_at is null
    returning * into v_redemption;

    if found then
        perform private.post_journal(
            p_booking.tenant_id,
            'reward.returned',
            p_booking.booking_id,
            private.points_lines(
                p_booking.tenant_id, v_redemption.customer_id, v_redemption.points, false,
                p_booking
            ),
            now(),
            format('reward.returned:%s:%s', p_booking.booking_id, uuidv7())
        );
    end if;
end;
$$;

comment on function private.return_reward is 'Give the points of a reward back.';

grant execute on function private.return_reward to holdfast_api;
