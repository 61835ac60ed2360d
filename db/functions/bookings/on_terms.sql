-- A booking with the terms of an offer written into it. A new one takes them all; one that is
-- moved keeps what was agreed and takes only the place and the time.
--
-- A new booking whose status is open (a customer's) is held if this lead is to be paid online, or
-- wants a card, pending if somebody has to accept it, and confirmed otherwise.

create function private.on_terms(p_booking data.bookings, p_offer private.offer)
returns data.bookings
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_booking data.bookings := p_booking;
begin
    v_booking.resource_id := p_offer.resource_id;
    v_booking.location_id := p_offer.location_id;
    v_booking.time_zone := p_offer.time_zone;
    v_booking.ends_at := p_booking.starts_at + p_offer.duration;

    if p_booking.version = 1 then
        v_booking.price_minor := p_offer.price_minor * case
            when p_offer.capacity > 1 then p_booking.party_size else 1
        end;
        v_booking.deposit_minor := p_offer.deposit_minor * case
            when p_offer.capacity > 1 then p_booking.party_size else 1
        end;
        v_booking.currency := p_offer.currency;

        if p_offer.tax_basis_points > 0 and v_booking.price_minor > 0 then
            v_booking.tax_basis_points := p_offer.tax_basis_points;
            v_booking.tax_is_inclusive := p_offer.tax_is_inclusive;
        end if;

        v_booking.buffer_before_minutes := extract(epoch from p_offer.buffer_before) / 60;
        v_booking.buffer_after_minutes := extract(epoch from p_offer.buffer_after) / 60;
        v_booking.cancel_window_minutes := p_offer.cancel_window_minutes;
        v_booking.reschedule_window_minutes := p_offer.reschedule_window_minutes;
        v_booking.refund_policy := case
            when v_booking.price_minor > 0 then p_offer.refund_policy
        end;
        v_booking.card_required := p_offer.card_required;
    end if;

    if p_booking.status is null and p_offer.pay_online and v_booking.price_minor > 0 then
        v_booking.status := 'held';
        v_booking.payment_status := 'requires_payment';
    elsif p_booking.status is null and v_booking.card_required then
        v_booking.status := 'held';
    elsif p_booking.status is null then
        v_booking.status := case when p_offer.needs_acceptance then 'pending' else 'confirmed' end;
    end if;

    if p_booking.status is null and v_booking.status = 'held' then
        v_booking.lapses_at := clock_timestamp() + p_offer.hold;
        v_booking.hold_expires_at := private.handed_on_by(
            v_booking.tenant_id, v_booking.lapses_at
        );
    end if;

    return v_booking;
end;
$$;

comment on function private.on_terms is 'A booking with the terms of an offer.';

grant execute on function private.on_terms to holdfast_api;
