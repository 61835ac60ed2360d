-- No two people have the same place in a class.

create function private.violated_place_taken_once()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    select
        a.tenant_id,
        unnest(array_agg(a.booking_id)),
        format('session %s, place %s', a.session_id, a.place)
    from data.allocations as a
    where a.active
    group by a.tenant_id, a.resource_id, a.session_id, a.place
    having count(*) > 1;
$$;

comment on function private.violated_place_taken_once is
    'A place in a class is taken by one booking.';

grant execute on function private.violated_place_taken_once to holdfast_reader;
