-- What a gift card's code is kept as. With the key of the business: a copy of the table alone lets
-- nobody try codes. The hashed message has a fixed length, as in private.manage_token.

create function private.code_hash(p_tenant_id uuid, p_code text) returns bytea
    language sql stable parallel safe
    set search_path = ''
as $$
    select sha256(
        k.manage_key || convert_to('gift card:' || translate(p_code, '-', ''), 'UTF8')
    )
    from data.tenant_keys as k
    where k.tenant_id = p_tenant_id;
$$;

comment on function private.code_hash is 'What a gift card''s code is kept as.';

grant execute on function private.code_hash to holdfast_api;
