-- What is given back after a visit was not earned: revenue, tax and commission go down by its share
-- of them. Before the visit there is nothing to put right; and what was paid too much was never
-- earned. A refund that fails undoes this too (private.undo_journals).
--
-- What is left of each is worked out from what is left of the whole, and this moves the difference:
-- when all has gone back nothing is left of any, however it was cut.

create function private.heed_refund(p_refund data.refunds) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_booking data.bookings;
    v_was private.earned;
    v_is private.earned;
    v_back bigint;
    v_left bigint;
    v_tax bigint;
    v_commission bigint;
begin
    if p_refund.reason in ('late_payment', 'paid_twice') then
        return;
    end if;

    select *
    into v_booking
    from data.bookings
    where tenant_id = p_refund.tenant_id and booking_id = p_refund.booking_id
    for no key update;

    if v_booking.status is distinct from 'completed' then
        return;
    end if;

    v_was := private.earned(v_booking, true);
    v_is := private.earned(v_booking, false);
    v_back := least(p_refund.amount_minor - p_refund.tip_minor, v_is.revenue + v_is.tax);

    if v_back <= 0 then
        return;
    end if;

    v_left := v_is.revenue + v_is.tax - v_back;
    v_tax := v_is.tax - round(v_was.tax::numeric * v_left / (v_was.revenue + v_was.tax));
    v_commission := v_is.commission
        - round(v_was.commission::numeric * v_left / (v_was.revenue + v_was.tax));

    perform private.post_journal(
        p_refund.tenant_id,
        'refund.reversed',
        p_refund.refund_id,
        array[
            private.line_of(v_booking, 'receivable', -v_back),
            private.line_of(v_booking, 'revenue', v_back - v_tax),
            private.line_of(v_booking, 'tax', v_tax),
            private.line_of(v_booking, 'commission', -v_commission),
            private.line_of(v_booking, 'commission_payable', v_commission, v_was.staff_id)
        ]
    );
end;
$$;

comment on function private.heed_refund is
    'Have what is given back after a visit lower what was earned of it.';

grant execute on function private.heed_refund to holdfast_api;
