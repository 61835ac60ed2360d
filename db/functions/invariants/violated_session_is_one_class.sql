-- A visit of its own is its own session. Bookings that share one are of one service, with one
-- lead, from one moment on, and in one seat.

create function private.violated_session_is_one_class()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    with sessions as (
        select b.tenant_id, b.session_id, array_agg(b.booking_id) as booking_ids
        from data.bookings as b
        where b.status in ('held', 'pending', 'confirmed', 'checked_in')
        group by b.tenant_id, b.session_id
        having
            count(distinct (b.service_id, b.resource_id, b.starts_at, b.seat)) > 1
            or count(*) > 1 and bool_or(b.session_id = b.booking_id)
    )

    select s.tenant_id, i.booking_id, format('session %s', s.session_id)
    from sessions as s
    cross join lateral unnest(s.booking_ids) as i (booking_id);
$$;

comment on function private.violated_session_is_one_class is
    'Bookings share a session only if it is the same class.';

grant execute on function private.violated_session_is_one_class to holdfast_reader;
