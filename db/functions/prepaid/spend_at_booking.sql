-- Pays a booking that is being made. What is not asked for is not looked for; but for a session, if
-- the business says that one is spent unasked.

create function private.spend_at_booking(p_booking data.bookings, p_means private.means)
returns data.bookings
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_means private.means := p_means;
begin
    if v_means.use_package is null
        and p_booking.price_minor > 0
        and private.is_proven(p_booking.tenant_id, p_booking.customer_id)
        and (private.prepaid_settings_of(p_booking.tenant_id)).packages_unasked
    then
        v_means.use_package := (
            private.pick_package(p_booking)
        ).customer_package_id is not null;
    end if;

    if v_means.use_package
        or v_means.use_credit
        or v_means.gift_card_code is not null
        or v_means.reward_id is not null
    then
        return private.spend(p_booking, v_means);
    end if;

    return p_booking;
end;
$$;

comment on function private.spend_at_booking is 'Pay a booking that is being made.';

grant execute on function private.spend_at_booking to holdfast_api;
