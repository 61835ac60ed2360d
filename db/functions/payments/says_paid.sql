-- Whether what is known of an object of Stripe's says that it has been paid.

create function private.says_paid(p_facts jsonb) returns boolean
    language sql immutable parallel safe
    return coalesce(case p_facts ->> 'object'
        when 'checkout.session' then p_facts ->> 'payment_status' in (
            'paid', 'no_payment_required'
        )
        when 'payment_intent' then p_facts ->> 'status' = 'succeeded'
        when 'charge' then
            p_facts ->> 'status' = 'succeeded' and (p_facts ->> 'paid')::boolean
    end, false);

comment on function private.says_paid is
    'Whether an object of Stripe''s says that it has been paid.';

grant execute on function private.says_paid to holdfast_api;
