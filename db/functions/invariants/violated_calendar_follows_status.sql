-- What is cancelled, over or expired has let go of its time; what is not has not.

create function private.violated_calendar_follows_status()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    select
        b.tenant_id,
        b.booking_id,
        format(
            'it is %s; resource %s is %s', b.status, a.resource_id,
            case when a.active then 'taken' else 'free' end
        )
    from data.allocations as a
    join data.bookings as b
        on b.tenant_id = a.tenant_id and b.booking_id = a.booking_id
    where a.active <> (b.status in ('held', 'pending', 'confirmed', 'checked_in'));
$$;

comment on function private.violated_calendar_follows_status is
    'A booking occupies its time as long as it is active, and no longer.';

grant execute on function private.violated_calendar_follows_status to holdfast_reader;
