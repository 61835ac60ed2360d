-- Also of its session, and until the same deadline: an allocation repeats what its booking says,
-- so that the calendar can be read without the bookings.

create function private.violated_span_is_the_visit()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    select
        b.tenant_id,
        b.booking_id,
        format('resource %s has another span, session or deadline', a.resource_id)
    from data.bookings as b
    join data.allocations as a
        on a.tenant_id = b.tenant_id and a.booking_id = b.booking_id
    where
        b.status in ('held', 'pending', 'confirmed', 'checked_in')
        and (
            a.starts_at <> b.starts_at - make_interval(mins => b.buffer_before_minutes)
            or a.ends_at <> b.ends_at + make_interval(mins => b.buffer_after_minutes)
            or a.session_id <> b.session_id
            or a.hold_expires_at is distinct from b.hold_expires_at
        );
$$;

comment on function private.violated_span_is_the_visit is
    'What a booking occupies, it occupies for its visit and the buffers around it.';

grant execute on function private.violated_span_is_the_visit to holdfast_reader;
