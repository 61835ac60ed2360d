-- Refuses a URL that goes without TLS, but where the installation may send to networks of its own
-- (HOLDFAST_WEBHOOK_NETWORKS: the application says so in the claims). Which address it leads to is
-- known only when something is sent there: see app/channels/webhook.py.
--
-- Fails with  KV520  webhook-url-insecure

create function private.require_webhook_url(p_url data.webhook_url) returns void
    language plpgsql stable
    set search_path = ''
as $$
begin
    if starts_with(p_url, 'http:')
        and (private.current_claims() ->> 'plain_http')::boolean is not true
    then
        raise exception using
            errcode = 'KV520',
            message = 'must begin with https://',
            column = 'url';
    end if;
end;
$$;

comment on function private.require_webhook_url is 'Raise if a URL goes without TLS.';

grant execute on function private.require_webhook_url to holdfast_api;
