-- What something of a payment that goes back is taken from: what is owed for its booking, or what
-- it bought. Of a package as many sessions go as the amount has of its value, rounded down.
--
-- What bought something and is spent does not go back, unless somebody has given it back past us:
-- then what is spent of it was a gift.

create function private.owed_lines(
    p_payment data.payments,
    p_booking data.bookings,
    p_reason text,
    p_amount_minor bigint
) returns private.ledger_line[]
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_card data.gift_cards;
    v_bought data.customer_packages;
    v_value bigint;
    v_taken bigint := p_amount_minor;
    v_sessions bigint;
begin
    if p_payment.booking_id is not null then
        return array[
            private.line_of(
                p_booking,
                private.refund_account(p_payment, p_booking, p_reason),
                p_amount_minor
            )
        ];
    end if;

    select *
    into v_card
    from data.gift_cards
    where tenant_id = p_payment.tenant_id and payment_id = p_payment.payment_id;

    if found then
        if p_reason = 'outside' then
            v_taken := least(p_amount_minor, private.left_on(
                p_payment.tenant_id, 'gift_card', v_card.gift_card_id, p_payment.currency
            ));
        end if;

        return array[
            private.line_for(
                'gift_card', v_taken, p_payment.currency, v_card.gift_card_id, v_card.customer_id
            ),
            private.line_for(
                'discounts', p_amount_minor - v_taken, p_payment.currency, null,
                v_card.customer_id
            )
        ];
    end if;

    select *
    into v_bought
    from data.customer_packages
    where tenant_id = p_payment.tenant_id and payment_id = p_payment.payment_id;

    v_value := private.left_on(
        p_payment.tenant_id, 'package_value', v_bought.customer_package_id, p_payment.currency
    );

    if p_reason = 'outside' then
        v_taken := least(p_amount_minor, v_value);
    end if;

    v_sessions := coalesce(private.left_on(
        p_payment.tenant_id, 'package_sessions', v_bought.customer_package_id, 'SES'
    ) * v_taken / nullif(v_value, 0), 0);

    return array[
        private.line_for(
            'package_value', v_taken, p_payment.currency, v_bought.customer_package_id,
            v_bought.customer_id
        ),
        private.line_for(
            'discounts', p_amount_minor - v_taken, p_payment.currency, null, v_bought.customer_id
        ),
        private.line_for(
            'package_sessions', v_sessions, 'SES', v_bought.customer_package_id,
            v_bought.customer_id
        ),
        private.line_for('sessions_issued', -v_sessions, 'SES', null, v_bought.customer_id)
    ];
end;
$$;

comment on function private.owed_lines is
    'What something of a payment that goes back is taken from.';

grant execute on function private.owed_lines to holdfast_api;
