-- How far from now something is, before or after: a feed that cannot have everything has what is
-- nearest.

create function private.how_far(p_at timestamptz) returns interval
    language sql stable parallel safe
    return greatest(p_at - now(), now() - p_at);

comment on function private.how_far is 'How far from now something is.';

grant execute on function private.how_far to holdfast_api;
