-- Where something of a payment goes that goes back: where it came from, or to the customer's
-- credit. So does what came from a gift card that is void, and a part of a session: there is no
-- half of one. A session that goes back whole is worth what it was: all that it moved is moved
-- back.

create function private.return_lines(
    p_payment data.payments,
    p_refund data.refunds,
    p_booking data.bookings
) returns private.ledger_line[]
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_customer_id constant uuid := private.payer_of(p_payment);
    v_is_void constant boolean := exists (
        select
        from data.gift_cards as g
        where
            g.tenant_id = p_payment.tenant_id
            and g.gift_card_id = p_payment.source_id
            and g.status = 'voided'
    );
begin
    if private.is_whole_session(p_payment, p_refund) then
        return array(
            select row(
                a.kind, a.subject_id, -p.amount_minor, p.unit, p.booking_id, p.service_id,
                p.resource_id, p.location_id, p.customer_id
            )::private.ledger_line
            from data.journals as j
            join data.postings as p
                on p.tenant_id = j.tenant_id and p.journal_id = j.journal_id
            join data.ledger_accounts as a
                on a.tenant_id = p.tenant_id and a.account_id = p.account_id
            where
                j.tenant_id = p_payment.tenant_id
                and j.cause = 'payment.paid:' || p_payment.payment_id
                and a.kind in (
                    'package_value', 'breakage', 'package_sessions', 'sessions_issued'
                )
        );
    end if;

    return array[case
        when p_refund.to_credit or p_payment.method in ('credit', 'package') or v_is_void
            then private.line_for(
                'customer_credit', -p_refund.amount_minor, p_refund.currency, v_customer_id,
                v_customer_id
            )
        when p_payment.booking_id is null
            then private.line_at(
                private.sold_at(p_payment), private.money_account(p_payment.method),
                -p_refund.amount_minor, p_refund.currency, v_customer_id
            )
        else private.line_of(
            p_booking,
            private.money_account(p_payment.method),
            -p_refund.amount_minor,
            case when p_payment.method = 'gift_card' then p_payment.source_id end
        )
    end];
end;
$$;

comment on function private.return_lines is 'Where something of a payment goes that goes back.';

grant execute on function private.return_lines to holdfast_api;
