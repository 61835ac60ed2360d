-- A payment as Stripe is asked for it.

create function private.checkout_request_json(
    p_payment data.payments,
    p_for private.checkout_for
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
        (p_for).title,
        (p_for).email,
        (p_for).locale,
        (p_for).return_url,
        extract(epoch from (p_payment).session_expires_at)::bigint,
        (p_for).card_required and (p_payment).part in ('full', 'deposit')
    )::private.checkout_request);
$$;

comment on function private.checkout_request_json is 'A payment as Stripe is asked for it.';

grant execute on function private.checkout_request_json to holdfast_api;
