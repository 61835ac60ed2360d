-- What listeners were told is what happened: an event for each version, and the last of them says
-- what the booking says.

create function private.violated_history_is_whole()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    with told as (
        select
            e.tenant_id,
            e.subject_id,
            count(*) as events,
            count(distinct e.subject_version) as versions,
            min(e.subject_version) as first,
            max(e.subject_version) as last
        from data.events as e
        where starts_with(e.type, 'booking.') and e.type <> 'booking.vacated'
        group by e.tenant_id, e.subject_id
    )

    select
        b.tenant_id,
        b.booking_id,
        format('version %s, %s events, the last says %s', b.version, t.events, e.data ->> 'status')
    from data.bookings as b
    left join told as t on t.tenant_id = b.tenant_id and t.subject_id = b.booking_id
    left join data.events as e
        on
            e.tenant_id = b.tenant_id
            and e.subject_id = b.booking_id
            and e.subject_version = b.version
            and starts_with(e.type, 'booking.')
            and e.type <> 'booking.vacated'
    where
        (t.events, t.versions, t.first, t.last) is distinct from (b.version, b.version, 1, b.version)
        or e.data ->> 'status' is distinct from b.status;
$$;

comment on function private.violated_history_is_whole is
    'Every version of a booking was told once, and the last is how it is.';

grant execute on function private.violated_history_is_whole to holdfast_reader;
