-- How much of a payment is to go back, read from JSON as a client says it. Null: all that is left.
--
-- Fails with  KC131  not-paid
--             KV130  refund-amount-invalid

create function private.refund_wanted(p_payment data.payments, p_amount jsonb) returns bigint
    language plpgsql stable
    set search_path = ''
as $$
begin
    if p_payment.status <> 'paid' then
        raise exception using
            errcode = 'KC131',
            message = format('A payment that is %s is not given back.', p_payment.status);
    end if;

    if p_amount is null then
        return private.left_of(p_payment);
    end if;

    if jsonb_typeof(p_amount) is distinct from 'object'
        or p_amount - '{amount,currency}'::text[] <> '{}'
        or p_amount ->> 'currency' is distinct from p_payment.currency
        or jsonb_typeof(p_amount -> 'amount') is distinct from 'number'
        or not (p_amount ->> 'amount') ~ '^[1-9][0-9]{0,9}$'
    then
        raise exception using
            errcode = 'KV130',
            message = format(
                'An amount is {"amount": 4500, "currency": "%s"}, in minor units, and something.',
                p_payment.currency
            ),
            column = 'amount';
    end if;

    return (p_amount ->> 'amount')::bigint;
end;
$$;

comment on function private.refund_wanted is 'How much of a payment is to go back.';

grant execute on function private.refund_wanted to holdfast_api;
