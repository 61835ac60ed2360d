-- What has been paid for a visit that will not be, and does not go back, is earned: how much that
-- is, in minor units, without tips.

create function private.keep_payments(p_booking data.bookings) returns bigint
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_kept constant bigint := private.paid_for(p_booking);
begin
    perform private.post_journal(
        p_booking.tenant_id,
        'booking.kept',
        p_booking.booking_id,
        private.held_lines(p_booking, 'fees')
    );

    return v_kept;
end;
$$;

comment on function private.keep_payments is
    'Earn what was paid for a visit that will not be; how much that is.';

grant execute on function private.keep_payments to holdfast_api;
