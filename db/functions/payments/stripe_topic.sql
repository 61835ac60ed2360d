-- What an event of some type is about, if it is about what we go by.

create function private.stripe_topic(p_type text) returns text
    language sql immutable parallel safe
    return case
        when p_type in ('account.application.deauthorized', 'account.updated') then 'account'
        when p_type like 'checkout.session.%' then 'payment'
        when p_type like 'payment_intent.%' then 'payment'
        when p_type like 'payment_method.%' then 'card'
        when p_type like 'setup_intent.%' then 'card'
        when p_type like 'charge.dispute.%' then 'dispute'
        when p_type in ('charge.succeeded', 'charge.failed', 'charge.updated', 'charge.refunded')
            then 'payment'
        when p_type like 'payout.%' then 'payout'
        when p_type in ('refund.created', 'refund.updated', 'refund.failed') then 'refund'
    end;

comment on function private.stripe_topic is
    'What an event of some type is about; null if we do not go by it.';

grant execute on function private.stripe_topic to holdfast_api;
