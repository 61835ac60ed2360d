-- How often a delivery is tried before it is dead: with private.retry_delay over about a day.

create function private.most_attempts() returns integer
    language sql immutable parallel safe
    return 14;

comment on function private.most_attempts is 'How often a delivery is tried.';

grant execute on function private.most_attempts to holdfast_api;
