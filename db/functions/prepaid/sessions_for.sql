-- How many sessions a visit takes: one, or one for each who comes to a class.

create function private.sessions_for(p_booking data.bookings) returns integer
    language sql stable
    set search_path = ''
as $$
    select case when s.capacity > 1 then (p_booking).party_size else 1 end
    from data.services as s
    where s.tenant_id = (p_booking).tenant_id and s.service_id = (p_booking).service_id;
$$;

comment on function private.sessions_for is 'How many sessions a visit takes.';

grant execute on function private.sessions_for to holdfast_api;
