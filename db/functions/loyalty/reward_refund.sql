-- Takes points back with the money: of what a visit earned, the share of its price that was given
-- back. It is worked out anew from all refunds, so that one that fails in the end gives them again.
-- What was spent meanwhile is owed. p_refund_id and p_status say what made it be asked.

create function private.reward_refund(
    p_booking data.bookings,
    p_refund_id uuid,
    p_status text
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_earned bigint;
    v_total constant bigint := private.total_of(p_booking);
    v_back bigint;
    v_change bigint;
begin
    if p_booking.booking_id is null or v_total = 0 then
        return;
    end if;

    v_earned := private.issued_for(p_booking, 'points.earned');

    if v_earned = 0 then
        return;
    end if;

    select coalesce(sum(r.amount_minor), 0)
    into v_back
    from data.refunds as r
    join data.payments as p on p.tenant_id = r.tenant_id and p.payment_id = r.payment_id
    where
        r.tenant_id = p_booking.tenant_id
        and r.booking_id = p_booking.booking_id
        and r.status = 'succeeded'
        and r.reason not in ('late_payment', 'paid_twice')
        and p.part <> 'fee';

    v_change := -least(v_earned, round(v_earned * v_back::numeric / v_total))::bigint
    - private.issued_for(p_booking, 'points.reversed');

    if v_change <> 0 then
        perform private.post_journal(
            p_booking.tenant_id,
            'points.reversed',
            p_booking.booking_id,
            private.points_lines(
                p_booking.tenant_id, p_booking.customer_id, v_change, true, p_booking
            ),
            now(),
            format('points.reversed:%s:%s:%s', p_booking.booking_id, p_refund_id, p_status)
        );
    end if;
end;
$$;

comment on function private.reward_refund is
    'Have the points of a visit be those of what was kept of its price.';

grant execute on function private.reward_refund to holdfast_api;
