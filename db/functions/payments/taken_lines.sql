-- What something of a payment that goes back is taken from. Before a visit is over that is
-- deposits. After it, what is there still (it was to go back before, and has not), and of the rest
-- the tip from whose it is, and the price from where it went: it was paid for the visit, or kept as
-- a fee.

create function private.taken_lines(
    p_payment data.payments,
    p_booking data.bookings,
    p_base_minor bigint,
    p_tip_minor bigint
) returns private.ledger_line[]
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_all constant bigint := p_base_minor + p_tip_minor;
    v_tipped constant bigint := greatest(0, -private.moved_for(p_booking, 'tips'));
    v_held bigint;
    v_tips bigint;
begin
    if p_payment.part = 'fee' then
        v_held := 0;
    elsif private.is_over(p_booking) then
        v_held := greatest(0, least(v_all, -private.moved_for(p_booking, 'deposits')));
    else
        -- A tip may have been somebody's from the first: so it was in earlier versions.
        v_held := v_all - least(p_tip_minor, v_tipped);
    end if;

    v_tips := least(p_tip_minor, v_all - v_held, v_tipped);

    return array[
        private.line_of(p_booking, 'deposits', v_held),
        private.line_of(p_booking, 'tips', v_tips, private.tip_account(p_booking)),
        private.line_of(
            p_booking,
            case when p_booking.status = 'completed' then 'receivable' else 'fees' end,
            v_all - v_held - v_tips
        )
    ];
end;
$$;

comment on function private.taken_lines is
    'What something of a payment that goes back is taken from.';

grant execute on function private.taken_lines to holdfast_api;
