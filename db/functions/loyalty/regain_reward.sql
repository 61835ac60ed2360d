-- A booking that had lapsed, and has been paid after all, has its reward again, if its customer has
-- the points still; else it costs what it costs without.

create function private.regain_reward(p_was data.bookings, p_booking data.bookings) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_redemption data.redemptions;
begin
    if p_was.status <> 'expired' or p_booking.discount_minor is null then
        return;
    end if;

    update data.redemptions
    set returned_at = null
    where
        tenant_id = p_booking.tenant_id
        and booking_id = p_booking.booking_id
        and returned_at is not null
        and points <= private.left_on(tenant_id, 'loyalty_points', customer_id, 'PTS')
    returning * into v_redemption;

    if found then
        begin
            perform private.take_points(p_booking, v_redemption);
            return;
        exception
            when sqlstate 'KC120' then
                -- Somebody spent them at this moment.
                update data.redemptions
                set returned_at = now()
                where tenant_id = p_booking.tenant_id and booking_id = p_booking.booking_id;
        end;
    end if;

    perform private.discount(p_booking, -p_booking.discount_minor);
end;
$$;

comment on function private.regain_reward is 'Have a booking that is back have its reward back.';

grant execute on function private.regain_reward to holdfast_api;
