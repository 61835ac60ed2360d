-- Says what became of an e-mail: sent, or not, and why. What was not sent is tried again after 1,
-- 4, 9, 16 … minutes, eight times in all.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.settle_message(
    p_tenant_id uuid,
    p_message_id uuid,
    p_error text default null
) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.require_role('worker');

    update data.messages
    set
        sent_at = case when p_error is null then now() end,
        due_at = now() + attempts * attempts * interval '1 minute',
        failed_at = case when p_error is not null and attempts >= 8 then now() end,
        last_error = left(p_error, 500)
    where message_id = p_message_id and sent_at is null;
end;
$$;

comment on function api.settle_message is
    'Say that an e-mail was sent, or why it was not.

Answers nothing.';

alter function api.settle_message owner to holdfast_api;
grant execute on function api.settle_message to holdfast_worker;
