-- Whether a subscription with this status gives its plan: also while a payment is missing, until it
-- has ended.

create function private.is_running(p_status text) returns boolean
    language sql immutable parallel safe
    return p_status in ('trialing', 'active', 'past_due', 'unpaid', 'paused');

comment on function private.is_running is 'Whether a subscription with this status gives its plan.';

grant execute on function private.is_running to holdfast_api;
