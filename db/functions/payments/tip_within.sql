-- How much of an amount that goes back is of the tip of a payment: what is more than the rest.

create function private.tip_within(p_payment data.payments, p_amount_minor bigint) returns bigint
    language sql stable
    return least(
        (p_payment).tip_minor - private.tip_refunded_of(p_payment),
        greatest(0, p_amount_minor - (
            (p_payment).amount_minor - (p_payment).tip_minor
            - private.refunded_of(p_payment) + private.tip_refunded_of(p_payment)
        ))
    );

comment on function private.tip_within is
    'How much of an amount that goes back is of the tip, in minor units.';

grant execute on function private.tip_within to holdfast_api;
