-- The rule the whole product rests on, looked at without its constraint: the places of a session
-- are taken together, and then each session of a seat has to begin after all before it are over.

create function private.violated_seat_taken_once()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    with sessions as (
        select
            a.tenant_id,
            a.resource_id,
            a.seat,
            a.session_id,
            min(a.starts_at) as starts_at,
            max(a.ends_at) as ends_at
        from data.allocations as a
        where a.active
        group by a.tenant_id, a.resource_id, a.seat, a.session_id
    ),

    swept as (
        select
            s.*,
            max(s.ends_at) over (
                partition by s.tenant_id, s.resource_id, s.seat
                order by s.starts_at, s.session_id
                rows between unbounded preceding and 1 preceding
            ) as taken_until
        from sessions as s
    )

    select s.tenant_id, a.booking_id, format('resource %s, seat %s', s.resource_id, s.seat)
    from swept as s
    join data.allocations as a
        on
            a.tenant_id = s.tenant_id
            and a.resource_id = s.resource_id
            and a.seat = s.seat
            and a.session_id = s.session_id
            and a.active
    where s.taken_until > s.starts_at;
$$;

comment on function private.violated_seat_taken_once is
    'A seat is taken by one visit, or one class, at a time.';

grant execute on function private.violated_seat_taken_once to holdfast_reader;
