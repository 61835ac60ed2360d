-- The advisory lock of what somebody is in a business. Whoever invites shares their own, until the
-- invitation is there; whoever lets them go, or gives them another role, has it alone: so no
-- invitation escapes by being sent at that moment.

create function private.standing_key(p_tenant_id uuid, p_user_id uuid) returns bigint
    language sql immutable parallel safe
    return private.lock_key(p_tenant_id, p_user_id);

comment on function private.standing_key is
    'The advisory lock of what somebody is in a business.';

grant execute on function private.standing_key to holdfast_api;
