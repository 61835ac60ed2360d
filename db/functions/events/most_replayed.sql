-- How many deliveries are made once more in one transaction. More only if one event has more.

create function private.most_replayed() returns integer
    language sql immutable parallel safe
    return 1000;

comment on function private.most_replayed is 'How many deliveries are made once more at a time.';

grant execute on function private.most_replayed to holdfast_api;
