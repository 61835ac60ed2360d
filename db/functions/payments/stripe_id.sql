-- The id of an object of Stripe's that another names, be it by its id or in full.

create function private.stripe_id(p_named jsonb) returns text
    language sql immutable parallel safe
    return case jsonb_typeof(p_named)
        when 'string' then p_named #>> '{}'
        when 'object' then p_named ->> 'id'
    end;

comment on function private.stripe_id is 'The id of an object that another names.';

grant execute on function private.stripe_id to holdfast_api;
