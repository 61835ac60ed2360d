-- A booking that has been paid for: confirmed, or pending if the business has to accept it. One
-- that was confirmed before stays what it is.

create function private.confirm_paid(p_booking data.bookings) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    update data.bookings as b
    set
        status = case
            when b.status not in ('held', 'expired') then b.status
            when exists (
                select
                from data.services as s
                where
                    s.tenant_id = b.tenant_id
                    and s.service_id = b.service_id
                    and s.needs_acceptance
            ) then 'pending'
            else 'confirmed'
        end,
        payment_status = private.payment_status_of(b),
        hold_expires_at = null,
        lapses_at = null,
        version = b.version + 1,
        updated_at = now()
    where b.tenant_id = p_booking.tenant_id and b.booking_id = p_booking.booking_id;
end;
$$;

comment on function private.confirm_paid is 'Have a booking be one that has been paid for.';

grant execute on function private.confirm_paid to holdfast_api;
