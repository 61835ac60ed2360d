-- E-mails that are due, for whoever sends them (app/mailer.py). They are the caller's for five
-- minutes; what has not been settled by then, because its sender died, is due again. So one may be
-- sent twice, and none is lost.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.claim_messages(p_tenant_id uuid, p_limit data.page_size default 20)
returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_messages jsonb;
begin
    perform private.require_role('worker');

    with taken as (
        update data.messages as m
        set due_at = now() + interval '5 minutes', attempts = m.attempts + 1
        from (
            select d.message_id
            from data.messages as d
            where d.due_at <= now() and d.sent_at is null and d.failed_at is null
            order by d.due_at
            limit p_limit
            for update skip locked
        ) as due
        where m.message_id = due.message_id
        returning m.*
    )

    select jsonb_agg(private.message_json(t) order by t.message_id)
    into v_messages
    from taken as t;

    return jsonb_build_object('items', coalesce(v_messages, '[]'), 'next_cursor', null);
end;
$$;

comment on function api.claim_messages is
    'E-mails to send now.

Answers a page of message.';

alter function api.claim_messages owner to holdfast_api;
grant execute on function api.claim_messages to holdfast_worker;
