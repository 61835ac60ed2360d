-- The token that opens one booking without an account. Made from the tenant's key rather than
-- kept, so that it can be written into every mail and is stored nowhere; a new key revokes all.
-- A secret prefix is safe here: the hashed message has a fixed length, which leaves no room for
-- an extension.

create function private.manage_token(p_tenant_id uuid, p_booking_id uuid) returns text
    language sql stable parallel safe
    set search_path = ''
as $$
    select encode(sha256(k.manage_key || uuid_send(p_booking_id)), 'hex')
    from data.tenant_keys as k
    where k.tenant_id = p_tenant_id;
$$;

comment on function private.manage_token is 'The token that opens a booking.';

grant execute on function private.manage_token to holdfast_api;
