-- Whether a user is the person who leads a booking.

create function private.is_in_calendar_of(p_booking data.bookings, p_user_id text)
returns boolean
    language sql stable
    set search_path = ''
as $$
    select exists (
        select
        from data.resources as r
        where
            r.tenant_id = (p_booking).tenant_id
            and r.resource_id = (p_booking).resource_id
            and r.user_id = p_user_id::uuid
    );
$$;

comment on function private.is_in_calendar_of is 'Whether a user leads a booking.';

grant execute on function private.is_in_calendar_of to holdfast_api;
