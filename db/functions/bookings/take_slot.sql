-- Reserves a slot for a booking: the heart. Takes a booking that says what, when and for whom, and
-- what the leads that may take it offer; returns it as it stands in the calendar, or null if it
-- cannot; what was written until then is the caller's to undo. A booking of a higher version than 1
-- exists already and is moved; its calendars are locked.

create function private.take_slot(
    p_booking data.bookings,
    p_offers private.offer[],
    p_earliest timestamptz,
    p_latest timestamptz,
    p_as_customer boolean
) returns data.bookings
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_offer constant private.offer := p_offers[1];
begin
    if cardinality(p_offers) = 1
        and v_offer.extra_positions = 0
        and v_offer.capacity = 1
        and v_offer.seats = 1
        and v_offer.person_id is null
    then
        if p_booking.version = 1 then
            perform private.lock_visit(p_booking, p_offers);
        end if;

        return private.try_reserve(p_booking, v_offer, p_earliest, p_latest, p_as_customer);
    end if;

    begin
        return private.reserve_any(p_booking, p_offers, p_earliest, p_latest, p_as_customer);
    exception
        when sqlstate 'KC001' then
            -- Its locks went with it: nobody waits while a refusal looks for alternatives.
            return null;
    end;
end;
$$;

comment on function private.take_slot is 'Reserve a slot; null if that cannot be.';

grant execute on function private.take_slot to holdfast_api;
