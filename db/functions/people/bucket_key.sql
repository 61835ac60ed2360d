-- The key of a bucket: a hash, so that nobody can read in the table who has tried what.

create function private.bucket_key(p_kind text, p_value text) returns bytea
    language sql immutable parallel safe
    return sha256(convert_to(p_kind || ':' || p_value, 'UTF8'));

comment on function private.bucket_key is 'The key of a bucket of the throttle.';

grant execute on function private.bucket_key to holdfast_api;
