-- Locks every calendar that a visit may touch, as private.calendars_of says. p_more_ids are others
-- that the caller needs to itself.

create function private.lock_visit(
    p_booking data.bookings,
    p_offers private.offer[],
    p_more_ids uuid[] default '{}'
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_offer constant private.offer := p_offers[1];
    v_calendars record;
begin
    -- By far the most: said without asking for anything.
    if p_booking.version = 1
        and cardinality(p_offers) = 1
        and private.is_plain(v_offer)
        and v_offer.service_max_per_day is null
    then
        perform pg_advisory_xact_lock_shared(
            private.lock_key(p_booking.tenant_id, v_offer.resource_id)
        );
        return;
    end if;

    v_calendars := private.calendars_of(p_booking, p_offers);
    perform private.lock_resources(
        p_booking.tenant_id, v_calendars.shared_ids, v_calendars.exclusive_ids || p_more_ids
    );
end;
$$;

comment on function private.lock_visit is 'Lock every calendar that a visit may touch.';

grant execute on function private.lock_visit to holdfast_api;
