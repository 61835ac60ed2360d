-- Refuses a URL that can never be asked for, as far as it says so itself: an address that is not of
-- the public internet, this very machine, or a port that there is not. Where a name leads is known
-- only when somebody goes there, and judged then (app/channels/addresses.py).
--
-- An installation may have networks of its own (HOLDFAST_WEBHOOK_NETWORKS), which the application
-- says in the claims. Returns whether it may lead there, and so may go without TLS.
--
-- Fails with  KV522  url-not-public

create function private.require_outside_host(p_url text) returns boolean
    language plpgsql stable strict
    set search_path = ''
as $$
declare
    v_parts constant text[] := regexp_match(
        p_url, '^([A-Za-z]+)://(\[[^\]/]*\]|[^:/?#]*)(?::([0-9]*))?(?:[/?#]|$)'
    );
    v_host constant text := lower(rtrim(trim(v_parts[2], '[]'), '.'));
    v_own constant jsonb := coalesce(private.current_claims() -> 'own_networks', '[]');
    v_is_literal constant boolean := v_host ~ ':|(^|\.)([0-9]+|0x[0-9a-f]*)$';
    v_address inet;
begin
    if v_parts is null or v_parts[3]::numeric not between 1 and 65535 then
        raise exception using
            errcode = 'KV522',
            message = 'must have a host, and a port from 1 to 65535 if it has one',
            column = 'url';
    end if;

    if v_host ~ '(^|\.)localhost$' and v_own = '[]' then
        raise exception using
            errcode = 'KV522',
            message = 'must not be on this very machine',
            column = 'url';
    end if;

    if not v_is_literal then
        return v_own <> '[]';
    end if;

    if pg_input_is_valid(v_host, 'inet') and (v_host ~ ':' or v_host ~ '^(\d+\.){3}\d+$') then
        v_address := v_host;
    end if;

    if exists (
        select
        from jsonb_array_elements_text(v_own) as o
        where v_address <<= o::inet
    ) then
        return true;
    end if;

    if v_address is null or not private.is_public_address(v_address) then
        raise exception using
            errcode = 'KV522',
            message = 'must be on the public internet, and this address is not',
            column = 'url';
    end if;

    return false;
end;
$$;

comment on function private.require_outside_host is 'Raise if a URL can never be asked for.';

grant execute on function private.require_outside_host to holdfast_api;
