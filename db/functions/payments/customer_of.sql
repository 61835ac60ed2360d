-- Who comes to a visit: their record. Null if there is no such booking.

create function private.customer_of(p_tenant_id uuid, p_booking_id uuid) returns uuid
    language sql stable
    set search_path = ''
as $$
    select b.customer_id
    from data.bookings as b
    where b.tenant_id = p_tenant_id and b.booking_id = p_booking_id;
$$;

comment on function private.customer_of is 'Who comes to a visit.';

grant execute on function private.customer_of to holdfast_api;
