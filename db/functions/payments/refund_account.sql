-- What goes back of a payment lowers this: a fee, or what was kept of a visit that was not, lowers
-- fees; after the visit it is revenue. Before it, and where somebody paid too late or twice, it is
-- what is owed to them.

create function private.refund_account(
    p_payment data.payments, p_booking data.bookings, p_reason text
) returns text
    language sql stable
    return case
        when (p_payment).part = 'fee' then 'fees'
        when p_reason in ('late_payment', 'paid_twice') then private.owed_account(p_booking)
        when (p_booking).status = 'completed' then 'revenue'
        when exists (
            select
            from data.journals as j
            where
                j.tenant_id = (p_payment).tenant_id
                and j.cause = 'booking.kept:' || (p_payment).booking_id
        ) then 'fees'
        else 'deposits'
    end;

comment on function private.refund_account is
    'The kind of account that is lowered by what goes back of a payment.';

grant execute on function private.refund_account to holdfast_api;
