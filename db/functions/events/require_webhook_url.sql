-- Refuses a URL to which nothing can ever be sent (private.require_outside_host), and one that goes
-- without TLS, but to networks of our own.
--
-- Fails with  KV520  webhook-url-insecure
--             KV522  url-not-public

create function private.require_webhook_url(p_url data.webhook_url) returns void
    language plpgsql stable
    set search_path = ''
as $$
begin
    if not private.require_outside_host(p_url) and p_url ~ '^http:' then
        raise exception using
            errcode = 'KV520',
            message = 'must begin with https://',
            column = 'url';
    end if;
end;
$$;

comment on function private.require_webhook_url is 'Raise if nothing can be sent to a URL.';

grant execute on function private.require_webhook_url to holdfast_api;
