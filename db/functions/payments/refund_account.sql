-- What goes back of a payment lowers this: a fee, or what was kept of a visit that was not, lowers
-- fees. Everything else stands where payments do: what is given back after the visit is then taken
-- off revenue and tax (private.heed_refund), and who paid too late or twice only has it back.

create function private.refund_account(
    p_payment data.payments, p_booking data.bookings, p_reason text
) returns text
    language sql stable
    set search_path = ''
    return case
        when (p_payment).part = 'fee' then 'fees'
        when p_reason not in ('late_payment', 'paid_twice') and exists (
            select
            from data.journals as j
            where
                j.tenant_id = (p_payment).tenant_id
                and j.cause = 'booking.kept:' || (p_payment).booking_id
        ) then 'fees'
        else private.owed_account(p_booking)
    end;

comment on function private.refund_account is
    'The kind of account that is lowered by what goes back of a payment.';

grant execute on function private.refund_account to holdfast_api;
