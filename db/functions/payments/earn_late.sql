-- What comes back to a visit that is over, because a refund that was asked for before has failed in
-- the end, is held for nothing: it pays what is owed.

create function private.earn_late(p_booking data.bookings, p_refund_id uuid) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_held bigint;
begin
    if p_booking.status is distinct from 'completed' then
        return;
    end if;

    v_held := -private.moved_for(p_booking, 'deposits');

    perform private.post_journal(
        p_booking.tenant_id,
        'refund.failed',
        p_refund_id,
        array[
            private.line_of(p_booking, 'deposits', v_held),
            private.line_of(p_booking, 'receivable', -v_held)
        ],
        now(),
        'refund.failed_late:' || p_refund_id
    );
end;
$$;

comment on function private.earn_late is 'Have what comes back to a visit pay what is owed for it.';

grant execute on function private.earn_late to holdfast_api;
