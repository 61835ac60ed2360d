-- What was given back before a visit that is over now was not earned, as if it had been given back
-- after it.

create function private.settle_gifts(p_booking data.bookings) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_refund data.refunds;
begin
    for v_refund in
        select g.*
        from private.gifts_of(p_booking) as g
        order by g.refund_id
    loop
        perform private.heed_refund(
            private.payment_of(v_refund), v_refund, p_booking,
            v_refund.amount_minor - v_refund.tip_minor
        );
    end loop;
end;
$$;

comment on function private.settle_gifts is
    'Have what was given back before a visit not be earned with it.';

grant execute on function private.settle_gifts to holdfast_api;
