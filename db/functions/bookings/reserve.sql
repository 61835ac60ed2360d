-- Reserves a slot for a booking: the heart. Takes a booking that says what, when and for whom, and
-- what the leads that may take it offer; returns it as it stands in the calendar. A booking of a
-- higher version than 1 exists already and is moved.
--
-- One lead: one try. Several, or a service that needs more than its lead: the fairest free lead and
-- the first free room, and whoever loses a race for one of them tries again with what is left, each
-- try in a savepoint of its own.
--
-- Fails with  KC001  slot-taken
--             and what else private.refuse_slot says

create function private.reserve(
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
    v_booking data.bookings;
    v_offer private.offer := p_offers[1];
    v_lead_id uuid;
begin
    if cardinality(p_offers) = 1 and v_offer.extra_positions = 0 then
        v_booking := private.try_reserve(
            p_booking, v_offer, p_earliest, p_latest, p_as_customer
        );
    else
        for v_try in 1..8 loop
            v_lead_id := private.fairest_lead(p_booking, p_offers, p_earliest, p_latest);

            if v_lead_id is not null then
                select (o).* into v_offer from unnest(p_offers) as o where (o).resource_id = v_lead_id;
            end if;

            begin
                v_booking := private.try_reserve(
                    p_booking, v_offer, p_earliest, p_latest, p_as_customer
                );

                if v_booking.booking_id is null then
                    raise exception using errcode = 'KC001', message = 'That time is taken.';
                end if;

                return v_booking;
            exception
                when sqlstate 'KC001' then
                    -- Somebody was faster; look again. If nobody was free, that was that.
                    exit when v_lead_id is null;
            end;
        end loop;
    end if;

    if v_booking.booking_id is null then
        perform private.refuse_slot(p_booking, p_offers, p_earliest, p_latest, p_as_customer);
    end if;

    return v_booking;
end;
$$;

comment on function private.reserve is 'Reserve a slot, or say why that cannot be.';

grant execute on function private.reserve to holdfast_api;
