-- What owners are told of a payment in an e-mail: how much it was, of whom, and what for.

create function private.money_words(p_payment data.payments) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select jsonb_strip_nulls(jsonb_build_object(
        'amount', to_jsonb(row((p_payment).amount_minor, (p_payment).currency)::api.money),
        'payment_id', (p_payment).payment_id,
        'customer', (
            select b.customer_name
            from data.bookings as b
            where
                b.tenant_id = (p_payment).tenant_id and b.booking_id = (p_payment).booking_id
        )
    ));
$$;

comment on function private.money_words is 'What owners are told of a payment.';

grant execute on function private.money_words to holdfast_api;
