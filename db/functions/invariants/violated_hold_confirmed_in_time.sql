-- A hold that has lapsed is gone for everybody: its time may have been promised to others. Its
-- deadline is what was told last before it was confirmed, to the second.

create function private.violated_hold_confirmed_in_time()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    select e.tenant_id, e.subject_id, format('it was held until %s', held.until)
    from data.events as e
    join lateral (
        select h.data ->> 'hold_expires_at' as until
        from data.events as h
        where
            h.tenant_id = e.tenant_id
            and h.subject_id = e.subject_id
            and h.subject_version = e.subject_version - 1
            and h.data ->> 'status' = 'held'
    ) as held on e.occurred_at > held.until::timestamptz + interval '1 second'
    where e.type = 'booking.confirmed' and e.subject_version > 1;
$$;

comment on function private.violated_hold_confirmed_in_time is
    'A hold that had lapsed was not confirmed.';

grant execute on function private.violated_hold_confirmed_in_time to holdfast_reader;
