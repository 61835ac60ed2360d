-- What the functions that know what a delivery needs say instead if it is not to be made at all:
-- why, in words for whoever looks after deliveries, and nothing personal.

create function private.skipped(p_why text) returns jsonb
    language sql immutable parallel safe
    return jsonb_build_object('skipped', p_why);

comment on function private.skipped is 'That a delivery is not to be made, and why.';

grant execute on function private.skipped to holdfast_api;
