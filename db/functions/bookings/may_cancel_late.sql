-- Whether a customer may cancel a booking although its window is over: for the fee that was agreed,
-- where there is one and a card to charge it to, or it is paid already, and the visit has not
-- begun. They have to have said that they know.
--
-- Fails with  KC130  late-cancel-fee

create function private.may_cancel_late(p_booking data.bookings, p_accept_fee boolean)
returns boolean
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_back bigint;
    v_fee bigint;
begin
    if now() >= p_booking.starts_at
        or not coalesce(p_booking.refund_policy ? 'late_cancel_percent', false)
    then
        return false;
    end if;

    select coalesce(sum(l.amount_minor - l.tip_minor), 0)
    into v_back
    from private.payments_left(p_booking, private.refund_percent(
        p_booking.refund_policy, p_booking.starts_at - now()
    )) as l;

    v_fee := private.fee_of(p_booking, 'late_cancel', private.paid_for(p_booking) - v_back);

    if v_fee > 0 and (private.card_of(p_booking)).card_id is null then
        return false;
    end if;

    if not p_accept_fee then
        raise exception using
            errcode = 'KC130',
            message = 'It is late: say accept_fee to cancel it on these terms.',
            column = 'accept_fee',
            detail = jsonb_build_object(
                'fee', to_jsonb(row(v_fee, p_booking.currency)::api.money),
                'refund', to_jsonb(
                    row(private.refund_now(p_booking), p_booking.currency)::api.money
                )
            );
    end if;

    return true;
end;
$$;

comment on function private.may_cancel_late is
    'Whether a customer may cancel a booking although its window is over.';

grant execute on function private.may_cancel_late to holdfast_api;
