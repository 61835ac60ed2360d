-- What it means that something came back to where it was paid from: what is past its day, or
-- nearly, is good for another month. A session that came back takes nothing off the price any
-- more.

create function private.heed_return(
    p_payment data.payments,
    p_refund data.refunds,
    p_booking data.bookings
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    if p_payment.method = 'gift_card' and not p_refund.to_credit then
        update data.gift_cards
        set status = 'active', expires_at = now() + interval '30 days'
        where
            tenant_id = p_payment.tenant_id
            and gift_card_id = p_payment.source_id
            and status in ('active', 'expired')
            and expires_at < now() + interval '30 days';
    elsif private.is_whole_session(p_payment, p_refund) then
        update data.customer_packages
        set status = 'active', expires_at = now() + interval '30 days'
        where
            tenant_id = p_payment.tenant_id
            and customer_package_id = p_payment.source_id
            and expires_at < now() + interval '30 days';

        perform private.discount(b, coalesce((
            select r.discount_minor
            from data.redemptions as r
            where
                r.tenant_id = b.tenant_id
                and r.booking_id = b.booking_id
                and r.returned_at is null
        ), 0) - b.discount_minor)
        from data.bookings as b
        where
            b.tenant_id = p_booking.tenant_id
            and b.booking_id = p_booking.booking_id
            and b.discount_minor is not null
            and b.status in ('held', 'pending', 'confirmed', 'checked_in');
    end if;
end;
$$;

comment on function private.heed_return is 'Have what came back be good for a while.';

grant execute on function private.heed_return to holdfast_api;
