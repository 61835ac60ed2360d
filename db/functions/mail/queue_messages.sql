-- Makes deliveries of e-mails of one business, or of nobody (00000000-…), that have none yet, so
-- many at most, and says how many it were. The relay does it: whoever writes an e-mail may be a
-- guest, who has no part in queues.

create function private.queue_messages(p_tenant_id uuid, p_limit integer) returns integer
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_wanted private.wanted[];
begin
    with queued as (
        update data.messages as m
        set queued_at = now()
        from (
            select n.message_id
            from data.messages as n
            where
                coalesce(n.tenant_id, '00000000-0000-0000-0000-000000000000') = p_tenant_id
                and n.queued_at is null
            order by n.message_id
            limit p_limit
            for update skip locked
        ) as new
        where m.message_id = new.message_id
        returning m.message_id, m.kind
    )

    select coalesce(array_agg(
        row(
            'email', p_tenant_id, q.message_id, null, q.kind,
            jsonb_build_object('message_id', q.message_id), null
        )::private.wanted
        order by q.message_id
    ), '{}')
    into v_wanted
    from queued as q;

    perform private.queue_deliveries(p_tenant_id, v_wanted);

    return cardinality(v_wanted);
end;
$$;

comment on function private.queue_messages is
    'Make deliveries of new e-mails of a business; how many there were.';

grant execute on function private.queue_messages to holdfast_api;
