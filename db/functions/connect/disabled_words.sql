-- Why Stripe has switched an account off, by its word for that.

create function private.disabled_words(p_reason text) returns text
    language sql immutable parallel safe
    return case
        when p_reason is null then null
        when p_reason like 'requirements.pending_verification'
            then 'Stripe looks at what it was told.'
        when p_reason like 'requirements.%' then 'Stripe wants to know more.'
        when p_reason = 'under_review' then 'Stripe reviews the account.'
        when p_reason = 'platform_paused' then 'The platform has paused the account.'
        when p_reason = 'disconnected' then 'The account was disconnected from the platform.'
        when p_reason like 'rejected.%' then 'Stripe has rejected the account.'
        when p_reason = 'listed' then 'Stripe looks whether it may serve the business.'
        else format('Stripe says: %s.', translate(p_reason, '._', '  '))
    end;

comment on function private.disabled_words is 'Why an account is switched off, for a person.';

grant execute on function private.disabled_words to holdfast_api;
