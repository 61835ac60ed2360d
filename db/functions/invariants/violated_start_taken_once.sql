-- The first of the two guards, bookings_one_per_start, looked at without it.

create function private.violated_start_taken_once()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    select
        b.tenant_id,
        unnest(array_agg(b.booking_id)),
        format('resource %s, seat %s, place %s', b.resource_id, b.seat, b.place)
    from data.bookings as b
    where b.status in ('held', 'pending', 'confirmed', 'checked_in')
    group by b.tenant_id, b.resource_id, b.starts_at, b.seat, b.place
    having count(*) > 1;
$$;

comment on function private.violated_start_taken_once is
    'A lead begins one booking at a time on each seat and place.';

grant execute on function private.violated_start_taken_once to holdfast_reader;
