-- An active booking stands in the calendar of its lead, in its seat: once if it is a visit of its
-- own, with a place for each of its people if it is in a class.

create function private.violated_lead_is_occupied()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    select
        b.tenant_id,
        b.booking_id,
        format('resource %s, seat %s: %s places', b.resource_id, b.seat, count(a.place))
    from data.bookings as b
    left join data.allocations as a
        on
            a.tenant_id = b.tenant_id
            and a.booking_id = b.booking_id
            and a.resource_id = b.resource_id
            and a.seat = b.seat
            and a.active
    where b.status in ('held', 'pending', 'confirmed', 'checked_in')
    group by b.tenant_id, b.booking_id
    having
        count(a.place) <> case when b.session_id = b.booking_id then 1 else b.party_size end
        or min(a.place) <> b.place;
$$;

comment on function private.violated_lead_is_occupied is
    'An active booking occupies its seat, and its places, of its lead.';

grant execute on function private.violated_lead_is_occupied to holdfast_reader;
