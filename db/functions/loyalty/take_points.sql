-- Takes the points of a reward that is being used.
--
-- Fails with what private.post_journal says

create function private.take_points(p_booking data.bookings, p_redemption data.redemptions)
returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform private.post_journal(
        p_booking.tenant_id,
        'reward.redeemed',
        p_booking.booking_id,
        private.points_lines(
            p_booking.tenant_id, p_redemption.customer_id, -p_redemption.points, false, p_booking
        ),
        now(),
        format('reward.redeemed:%s:%s', p_booking.booking_id, uuidv7())
    );
end;
$$;

comment on function private.take_points is 'Take the points of a reward.';

grant execute on function private.take_points to holdfast_api;
