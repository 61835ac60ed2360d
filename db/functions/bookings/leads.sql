-- Whether the signed-in user is the person who leads a booking.

create function private.leads(p_booking data.bookings) returns boolean
    language sql stable parallel safe
    set search_path = ''
as $$
    select exists (
        select
        from data.resources as r
        where
            r.tenant_id = (p_booking).tenant_id
            and r.resource_id = (p_booking).resource_id
            and r.user_id = private.current_user_id()
    );
$$;

comment on function private.leads is 'Whether the caller leads a booking.';

grant execute on function private.leads to holdfast_api;
