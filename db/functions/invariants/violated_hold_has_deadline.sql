-- Nothing can lapse but a hold, and no hold stays for good.

create function private.violated_hold_has_deadline()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    select b.tenant_id, b.booking_id, format('it is %s', b.status)
    from data.bookings as b
    where (b.status = 'held') <> (b.hold_expires_at is not null);
$$;

comment on function private.violated_hold_has_deadline is
    'A booking has a deadline if it is held, and else none.';

grant execute on function private.violated_hold_has_deadline to holdfast_reader;
