-- Offers a start to somebody who waits: a booking in status held, made for them as they said, with
-- a deadline of its own; the deadline leaves the notice that the business wants. Says whether it
-- could be made: whoever waits may have left by now.
--
-- The caller has the waitlist, and every calendar that the visit may touch, to itself.

create function private.make_offer(
    p_tenant_id uuid,
    p_entry_id uuid,
    p_starts_at timestamptz,
    p_lead_ids uuid[]
) returns boolean
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_entry data.waitlist;
    v_booking data.bookings;
    v_offers private.offer[];
    v_offer private.offer;
    v_window record;
begin
    select *
    into v_entry
    from data.waitlist
    where tenant_id = p_tenant_id and entry_id = p_entry_id and status = 'waiting'
    for no key update;

    if not found then
        return false;
    end if;

    select array_agg(o order by o.resource_id)
    into v_offers
    from private.offers(p_tenant_id, v_entry.service_id) as o
    where o.resource_id = any(p_lead_ids);

    v_offer := v_offers[1];
    v_window := private.offer_window(p_tenant_id, v_offer);

    v_booking.tenant_id := p_tenant_id;
    v_booking.booking_id := uuidv7();
    v_booking.version := 1;
    v_booking.status := 'held';
    v_booking.payment_status := 'none';
    v_booking.service_id := v_entry.service_id;
    v_booking.customer_id := v_entry.customer_id;
    v_booking.party_size := v_entry.party_size;
    v_booking.starts_at := p_starts_at;
    v_booking.any_resource := v_entry.resource_id is null;
    v_booking.customer_name := v_entry.customer_name;
    v_booking.customer_email := v_entry.customer_email;
    v_booking.customer_phone := v_entry.customer_phone;
    v_booking.note := v_entry.note;
    v_booking.locale := v_entry.locale;
    v_booking.created_by := v_entry.created_by;
    v_booking.created_at := now();
    v_booking.updated_at := now();
    v_booking.lapses_at := least(
        p_starts_at - v_offer.notice,
        clock_timestamp() + (
            select make_interval(mins => t.offer_minutes)
            from data.tenants as t
            where t.tenant_id = p_tenant_id
        )
    );
    v_booking.hold_expires_at := private.handed_on_by(p_tenant_id, v_booking.lapses_at);

    begin
        v_booking := private.reserve_any(
            v_booking, v_offers, v_window.earliest, v_window.latest, true
        );
    exception
        when sqlstate 'KC001' then
            return false;
    end;

    update data.waitlist
    set status = 'offered', booking_id = v_booking.booking_id
    where tenant_id = p_tenant_id and entry_id = p_entry_id;

    return true;
end;
$$;

comment on function private.make_offer is 'Offer a start to somebody who waits.';

grant execute on function private.make_offer to holdfast_api;
