-- A visit that is over is earned: what was paid for it before is revenue now, and what was not is
-- owed.

create function private.settle_completion(p_booking data.bookings) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_total constant bigint := private.total_of(p_booking);
    v_paid constant bigint := private.paid_for(p_booking);
begin
    perform private.post_journal(
        p_booking.tenant_id,
        'booking.completed',
        p_booking.booking_id,
        array[
            private.line_of(p_booking, 'deposits', v_paid),
            private.line_of(p_booking, 'receivable', v_total - v_paid),
            private.line_of(p_booking, 'revenue', -v_total)
        ]
    );
end;
$$;

comment on function private.settle_completion is 'Earn a visit that is over.';

grant execute on function private.settle_completion to holdfast_api;
