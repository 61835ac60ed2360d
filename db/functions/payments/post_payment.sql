-- A payment in the ledger: where the money is, against what it is for. A tip is held until the
-- visit is over: somebody else may lead it by then, or nobody. What is paid online for what was
-- called off goes back at once (private.take_payment).

create function private.post_payment(p_payment data.payments, p_booking data.bookings)
returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_tip constant bigint := case
        when p_booking.status = 'completed'
            or p_payment.method <> 'stripe' and private.is_over(p_booking)
            then p_payment.tip_minor
        else 0
    end;
begin
    perform private.post_journal(
        p_payment.tenant_id,
        'payment.paid',
        p_payment.payment_id,
        private.money_lines(p_payment, p_booking) || array[
            private.line_of(
                p_booking,
                case when p_payment.part = 'fee' then 'fees'
                    else private.owed_account(p_booking)
                end,
                v_tip - p_payment.amount_minor
            ),
            private.line_of(p_booking, 'tips', -v_tip, private.tip_taker(p_booking))
        ],
        p_payment.paid_at
    );
end;
$$;

comment on function private.post_payment is 'Write a payment into the ledger.';

grant execute on function private.post_payment to holdfast_api;
