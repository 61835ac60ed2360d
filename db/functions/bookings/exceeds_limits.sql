-- Whether a party is too large for a lead, or a day too full for one more booking.

create function private.exceeds_limits(
    p_booking data.bookings,
    p_offer private.offer,
    p_as_customer boolean
) returns boolean
    language plpgsql stable
    set search_path = ''
as $$
begin
    if p_booking.party_size > p_offer.max_party_size
        or p_offer.capacity > 1 and p_booking.party_size > p_offer.capacity
    then
        return true;
    end if;

    return p_as_customer
        and coalesce(p_offer.resource_max_per_day, p_offer.service_max_per_day) is not null
        and private.is_over_limit(
            p_booking.tenant_id, p_offer.service_id, p_offer.resource_id, p_offer.time_zone,
            p_booking.starts_at, p_offer.resource_max_per_day, p_offer.service_max_per_day,
            p_booking.booking_id
        );
end;
$$;

comment on function private.exceeds_limits is 'Whether a booking breaks a limit.';

grant execute on function private.exceeds_limits to holdfast_api;
