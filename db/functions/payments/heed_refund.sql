-- What is given back after a visit was not earned. What was paid too much never was. A refund that
-- fails undoes this too (private.undo_journals).

create function private.heed_refund(p_refund data.refunds) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_booking data.bookings;
begin
    if p_refund.reason in ('late_payment', 'paid_twice') then
        return;
    end if;

    select *
    into v_booking
    from data.bookings
    where tenant_id = p_refund.tenant_id and booking_id = p_refund.booking_id
    for no key update;

    perform private.unearn(
        v_booking,
        p_refund.amount_minor - p_refund.tip_minor,
        'refund.reversed',
        p_refund.refund_id
    );
end;
$$;

comment on function private.heed_refund is
    'Have what is given back after a visit lower what was earned of it.';

grant execute on function private.heed_refund to holdfast_api;
