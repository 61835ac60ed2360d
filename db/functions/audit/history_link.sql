-- One link of a chain: the hash of a row whose position follows that of the previous hash.

create function private.history_link(p_previous bytea, p_position bigint, p_digest bytea)
    returns bytea
    language sql immutable parallel safe
    return sha256(p_previous || int8send(p_position) || p_digest);

comment on function private.history_link is 'The hash of a link in the chain.';

grant execute on function private.history_link to holdfast_historian;
