-- The table of transitions holds for what was told, whichever door a change came through.

create function private.violated_history_follows_transitions()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    with steps as (
        select
            e.tenant_id,
            e.subject_id,
            e.subject_version,
            e.type,
            e.data ->> 'status' as to_status,
            lag(e.data ->> 'status') over (
                partition by e.tenant_id, e.subject_id
                order by e.subject_version
            ) as from_status
        from data.events as e
        where starts_with(e.type, 'booking.') and e.type <> 'booking.vacated'
    )

    select
        s.tenant_id,
        s.subject_id,
        format('version %s: from %s to %s', s.subject_version, s.from_status, s.to_status)
    from steps as s
    where
        case
            when s.from_status is null then s.to_status not in ('held', 'pending', 'confirmed')
            -- What is over can be refunded, or lose the name of whoever came; it is not moved.
            when s.from_status = s.to_status
                then
                    s.type = 'booking.' || s.to_status
                    or s.type = 'booking.rescheduled'
                    and s.to_status not in ('held', 'pending', 'confirmed')
            else not exists (
                select
                from data.booking_transitions as t
                where t.from_status = s.from_status and t.to_status = s.to_status
            )
        end;
$$;

comment on function private.violated_history_follows_transitions is
    'A booking began as bookings do, and each step of its life is one that there is.';

grant execute on function private.violated_history_follows_transitions to holdfast_reader;
