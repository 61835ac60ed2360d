-- What has been paid for a visit that will not be, and does not go back, is earned: how much that
-- is, in minor units.

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
        array[
            private.line_of(p_booking, 'deposits', v_kept),
            private.line_of(p_booking, 'fees', -v_kept)
        ]
    );

    return v_kept;
end;
$$;

comment on function private.keep_payments is
    'Earn what was paid for a visit that will not be; how much that is.';

grant execute on function private.keep_payments to holdfast_api;
