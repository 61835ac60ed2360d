-- Reserves a slot with any of several leads: the free ones in turn, each try in a savepoint of its
-- own. Who loses a race for one goes on to the next, and fails only when every one of them has gone
-- to somebody else.
--
-- A try that fails lets go of its locks, so there need be no order between the leads. Where a visit
-- needs more than its lead, whatever it may touch is locked beforehand, and no race is left to
-- lose.
--
-- Fails with  KC001  slot-taken (says nothing more: that is for private.refuse_slot)

create function private.reserve_any(
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
    v_offers private.offer[] := p_offers;
    v_offer private.offer := p_offers[1];
    v_locked boolean := p_booking.version > 1;
begin
    if v_offer.extra_positions > 0 and not v_locked then
        perform private.lock_visit(p_booking, p_offers);
        v_locked := true;
    end if;

    if cardinality(p_offers) > 1 then
        v_offers := private.free_leads(p_booking, p_offers, p_earliest, p_latest);

        if v_offers = '{}' and not p_as_customer then
            -- Staff may book where the search has no start.
            v_offers := p_offers;
        end if;
    end if;

    foreach v_offer in array v_offers loop
        begin
            if not v_locked then
                perform private.lock_visit(p_booking, array[v_offer]);
            end if;

            v_booking := private.try_reserve(
                p_booking, v_offer, p_earliest, p_latest, p_as_customer
            );

            if v_booking.booking_id is null then
                raise exception using errcode = 'KC001', message = 'That time is taken.';
            end if;

            return v_booking;
        exception
            when sqlstate 'KC001' then
                continue;
        end;
    end loop;

    raise exception using errcode = 'KC001', message = 'That time is taken.';
end;
$$;

comment on function private.reserve_any is 'Reserve a slot with any of several leads.';

grant execute on function private.reserve_any to holdfast_api;
