-- Where what was paid for a booking is now: with Stripe or in the till; or gone from what was there
-- already.

create function private.money_lines(p_payment data.payments, p_booking data.bookings)
returns private.ledger_line[]
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_bought data.customer_packages;
    v_sessions integer;
    v_share bigint;
begin
    if p_payment.method <> 'package' then
        return array[private.line_of(
            p_booking,
            private.money_account(p_payment.method),
            p_payment.amount_minor,
            case when p_payment.method in ('credit', 'gift_card') then p_payment.source_id end
        )];
    end if;

    select *
    into v_bought
    from data.customer_packages
    where
        tenant_id = p_payment.tenant_id and customer_package_id = p_payment.source_id;

    v_sessions := private.sessions_for(p_booking);
    v_share := private.session_share(v_bought, v_sessions);

    return array[
        private.line_of(p_booking, 'package_value', v_share, p_payment.source_id),
        private.line_of(p_booking, 'breakage', p_payment.amount_minor - v_share),
        private.in_unit(
            private.line_of(p_booking, 'package_sessions', v_sessions, p_payment.source_id), 'SES'
        ),
        private.in_unit(private.line_of(p_booking, 'sessions_issued', -v_sessions), 'SES')
    ];
end;
$$;

comment on function private.money_lines is 'Where what was paid for a booking is now.';

grant execute on function private.money_lines to holdfast_api;
