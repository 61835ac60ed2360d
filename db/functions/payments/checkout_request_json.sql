-- A payment as Stripe is asked for it.

create function private.checkout_request_json(
    p_payment data.payments,
    p_booking data.bookings
) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select to_jsonb(row(
        (p_payment).tenant_id,
        (p_payment).payment_id,
        case when (p_payment).session_url is not null then row(
            (p_payment).session_id,
            (p_payment).session_url,
            extract(epoch from (p_payment).session_expires_at)
        )::private.checkout_session end,
        (p_payment).account_id,
        'payment:' || (p_payment).payment_id || ':checkout',
        (p_payment).currency,
        (p_payment).application_fee_minor,
        array(
            select row(l.kind, l.amount_minor)::private.checkout_line
            from data.payment_lines as l
            where
                l.tenant_id = (p_payment).tenant_id and l.payment_id = (p_payment).payment_id
            order by l.line
        ),
        s.name,
        (p_booking).customer_email,
        (p_booking).locale,
        private.return_url(p_booking),
        extract(epoch from (p_payment).session_expires_at)::bigint,
        (p_booking).card_required and (p_payment).part in ('full', 'deposit')
    )::private.checkout_request)
    from data.services as s
    where s.tenant_id = (p_booking).tenant_id and s.service_id = (p_booking).service_id;
$$;

comment on function private.checkout_request_json is 'A payment as Stripe is asked for it.';

grant execute on function private.checkout_request_json to holdfast_api;
