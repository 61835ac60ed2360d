-- The offers that a booking, which comes as it would be when moved, can move to: with the lead that
-- was asked for, or whoever has it, or anyone if that was the wish; where it is, and as was agreed.
--
-- Fails with  KN002  service-not-found
--             KN005  resource-not-found
--             KN006  location-not-found
--             KV018  other-terms

create function private.offers_to_move(
    p_booking data.bookings,
    p_resource_id uuid,
    p_as_customer boolean
) returns private.offer[]
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_offers constant private.offer[] := private.offers_for(
        p_booking.tenant_id,
        p_booking.service_id,
        coalesce(
            p_resource_id, case when not p_booking.any_resource then p_booking.resource_id end
        ),
        p_booking.location_id,
        p_as_customer
    );
begin
    return array(
        select private.as_agreed(o, p_booking)
        from unnest(case
            when p_as_customer then private.on_equal_terms(v_offers, p_booking) else v_offers
        end) as o
    );
end;
$$;

comment on function private.offers_to_move is 'The offers that a booking can move to.';

grant execute on function private.offers_to_move to holdfast_api;
