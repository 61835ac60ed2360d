-- What is held for a booking that is over, taken off deposits: a tip is whose the visit was in the
-- end, and the rest goes to an account of some kind, where it pays what is to be paid for it now.

create function private.held_lines(
    p_booking data.bookings, p_kind text, p_price_minor bigint default 0
) returns private.ledger_line[]
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_held constant bigint := -private.moved_for(p_booking, 'deposits');
    v_tips bigint := 0;
begin
    if v_held > 0 then
        v_tips := greatest(0, least(
            v_held, private.tips_left(p_booking) + private.moved_for(p_booking, 'tips')
        ));
    end if;

    return array[
        private.line_of(p_booking, 'deposits', v_held),
        private.line_of(p_booking, p_kind, p_price_minor + v_tips - v_held),
        private.line_of(p_booking, 'tips', -v_tips, private.tip_account(p_booking))
    ];
end;
$$;

comment on function private.held_lines is
    'What is held for a booking that is over, as the lines that take it off deposits.';

grant execute on function private.held_lines to holdfast_api;
