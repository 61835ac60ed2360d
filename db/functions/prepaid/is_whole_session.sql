-- Whether a session goes back whole, to the package that it came from.

create function private.is_whole_session(p_payment data.payments, p_refund data.refunds)
returns boolean
    language sql immutable parallel safe
    return (
        (p_payment).method = 'package'
        and (p_refund).amount_minor = (p_payment).amount_minor
        and not (p_refund).to_credit
    );

comment on function private.is_whole_session is 'Whether a session goes back whole.';

grant execute on function private.is_whole_session to holdfast_api;
