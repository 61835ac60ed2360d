-- What has come back to a booking that is over, because it was to go back before that and has not:
-- of a visit that took place it pays what is owed, and of who did not come it is kept. What was to
-- go back of a booking that was called off is owed still.

create function private.settle_held(p_booking data.bookings, p_kind text, p_object_id uuid)
returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    if p_booking.status in ('completed', 'no_show') then
        perform private.post_journal(
            p_booking.tenant_id,
            p_kind,
            p_object_id,
            private.held_lines(
                p_booking,
                case p_booking.status when 'completed' then 'receivable' else 'fees' end
            ),
            now(),
            private.cause_of(p_booking.tenant_id, p_kind, p_object_id)
        );
    end if;
end;
$$;

comment on function private.settle_held is
    'Settle what has come back to a booking that is over.';

grant execute on function private.settle_held to holdfast_api;
