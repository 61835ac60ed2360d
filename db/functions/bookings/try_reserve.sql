-- One try to reserve a slot with one lead: ask the schedule, choose what else is needed, write.
-- Null if it cannot be; what it wrote until then is the caller's to undo.
--
-- The caller holds the locks of private.lock_visit.

create function private.try_reserve(
    p_booking data.bookings,
    p_offer private.offer,
    p_earliest timestamptz,
    p_latest timestamptz,
    p_as_customer boolean
) returns data.bookings
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_offer private.offer;
    v_extra_ids uuid[];
begin
    -- Since it was chosen, the lead may have been archived, moved or given fewer seats. Under the
    -- lock it cannot be; what it offers is read again only if its row is another by now.
    if private.is_unchanged(p_booking.tenant_id, p_offer) then
        v_offer := p_offer;
    else
        select o.*
        into v_offer
        from private.offers(p_booking.tenant_id, p_booking.service_id) as o
        where o.resource_id = p_offer.resource_id;

        if not found or v_offer.location_id <> p_offer.location_id then
            return null;
        end if;
    end if;

    v_offer := private.as_agreed(v_offer, p_booking);

    if private.exceeds_limits(p_booking, v_offer, p_as_customer) then
        return null;
    end if;

    if not private.is_plainly_open(
        p_booking.tenant_id, v_offer, p_booking.starts_at, p_earliest, p_latest, p_as_customer
    ) then
        perform
        from private.schedule_reasons(
            p_booking.tenant_id, v_offer, p_booking.starts_at, p_earliest, p_latest, p_as_customer,
            p_booking.booking_id
        );

        if found then
            return null;
        end if;
    end if;

    v_extra_ids := private.pick_extras(
        p_booking.tenant_id, v_offer, p_booking.starts_at, p_booking.party_size,
        p_booking.booking_id
    );

    if v_extra_ids is null then
        return null;
    end if;

    return private.place_booking(private.on_terms(p_booking, v_offer), v_offer, v_extra_ids);
end;
$$;

comment on function private.try_reserve is 'Try to reserve a slot with one lead; null if not.';

grant execute on function private.try_reserve to holdfast_api;
