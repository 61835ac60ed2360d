-- From here on a webhook is not failing.

create function private.note_webhook_success(p_tenant_id uuid, p_webhook_id uuid) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    update data.queues
    set failing_since = null
    where
        tenant_id = p_tenant_id
        and channel = 'webhook'
        and target_id = p_webhook_id
        and failing_since is not null;
end;
$$;

comment on function private.note_webhook_success is 'Note that a webhook is not failing.';

grant execute on function private.note_webhook_success to holdfast_api;
