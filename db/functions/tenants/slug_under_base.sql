-- What stands before the platform's own domain in a host: the slug of shop.holdfast.example, where
-- holdfast.example is ours. Null if the host is not under it, or there is none. The application
-- says with the claims what it is (HOLDFAST_BASE_DOMAIN).

create function private.slug_under_base(p_host text) returns text
    language sql stable parallel safe
    return case
        when p_host = private.current_claims() ->> 'base_domain' then ''
        when right(p_host, char_length(private.current_claims() ->> 'base_domain') + 1)
            = '.' || (private.current_claims() ->> 'base_domain')
            then left(p_host, -char_length(private.current_claims() ->> 'base_domain') - 1)
    end;

comment on function private.slug_under_base is 'What stands before our own domain in a host.';

grant execute on function private.slug_under_base to holdfast_api;
