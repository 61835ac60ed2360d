-- Has an e-mail sent once the transaction is through. The kind says which text it has
-- (app/letters.py); p_data fills it.

create function private.queue_message(
    p_tenant_id uuid,
    p_kind text,
    p_recipient text,
    p_locale text,
    p_data jsonb default '{}',
    p_link_id uuid default null
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    insert into data.messages (tenant_id, kind, recipient, locale, data, link_id)
    values (p_tenant_id, p_kind, lower(p_recipient), p_locale, p_data, p_link_id);
end;
$$;

comment on function private.queue_message is 'Have an e-mail sent.';

grant execute on function private.queue_message to holdfast_api;
