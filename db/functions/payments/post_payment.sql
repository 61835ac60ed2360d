-- A payment in the ledger: where the money is, against what it is for.

create function private.post_payment(p_payment data.payments, p_booking data.bookings)
returns void
    language plpgsql volatile
    set search_path = ''
as $$
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
                p_payment.tip_minor - p_payment.amount_minor
            ),
            private.line_of(
                p_booking, 'tips', -p_payment.tip_minor, private.tip_taker(p_booking)
            )
        ],
        p_payment.paid_at
    );
end;
$$;

comment on function private.post_payment is 'Write a payment into the ledger.';

grant execute on function private.post_payment to holdfast_api;
