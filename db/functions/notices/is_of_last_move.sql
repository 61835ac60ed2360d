-- Whether a notice tells of a booking's last move: of the one to where it is now.

create function private.is_of_last_move(p_delivery data.deliveries, p_booking data.bookings)
returns boolean
    language sql stable
    set search_path = ''
as $$
    select exists (
        select
        from data.events as e
        where
            e.tenant_id = (p_delivery).tenant_id
            and e.event_id = (p_delivery).event_id
            and e.subject_id = (p_booking).booking_id
            and e.data ->> 'starts_at' = private.utc((p_booking).starts_at)
    );
$$;

comment on function private.is_of_last_move is
    'Whether a notice tells of the move to where a booking is now.';

grant execute on function private.is_of_last_move to holdfast_api;
