-- The bookings of a series that can still be moved or cancelled by the caller, in order of time,
-- perhaps from one of them on: not those that have begun or ended, and for staff those they lead.
--
-- Fails with  KN003  booking-not-found

create function private.bookings_to_come(
    p_tenant_id uuid,
    p_series_id uuid,
    p_from_booking_id uuid default null
) returns data.bookings[]
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_from timestamptz := now();
begin
    if p_from_booking_id is not null then
        select greatest(b.starts_at, now())
        into v_from
        from data.bookings as b
        where
            b.tenant_id = p_tenant_id
            and b.series_id = p_series_id
            and b.booking_id = p_from_booking_id;

        if not found then
            raise exception using
                errcode = 'KN003',
                message = 'The series has no such booking.',
                column = 'from_booking_id';
        end if;
    end if;

    return array(
        select b
        from data.bookings as b
        where
            b.tenant_id = p_tenant_id
            and b.series_id = p_series_id
            and b.starts_at >= v_from
            and private.status_of(b) in ('held', 'pending', 'confirmed')
            and (private.current_role_name() <> 'staff' or private.leads(b))
        order by b.starts_at, b.booking_id is distinct from p_from_booking_id, b.booking_id
    );
end;
$$;

comment on function private.bookings_to_come is
    'The bookings of a series that can still be moved or cancelled.';

grant execute on function private.bookings_to_come to holdfast_api;
