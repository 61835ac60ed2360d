-- What is kept of a token: SHA-256, in hex. It is random and long, so nothing slower is needed.

create function private.token_hash(p_token text) returns text
    language sql immutable parallel safe
    return encode(sha256(convert_to(p_token, 'UTF8')), 'hex');

comment on function private.token_hash is 'What is kept of a token.';

grant execute on function private.token_hash to holdfast_api;
