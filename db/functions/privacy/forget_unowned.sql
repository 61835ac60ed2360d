-- Deletes what is personal, no business's and long past, so much of each kind at most: e-mails that
-- were written 30 days ago, deliveries that came to an end and links that were good until then, and
-- answers kept for whoever applied for a business two days ago. Old links of a business go with
-- them: nothing else ends.

create function private.forget_unowned(p_limit integer) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    delete from data.messages
    where message_id in (
        select m.message_id
        from data.messages as m
        where
            m.tenant_id is null
            and m.created_at < now() - interval '30 days'
        order by m.created_at
        limit p_limit
        for update skip locked
    );

    delete from data.deliveries
    where
        tenant_id = '00000000-0000-0000-0000-000000000000'
        and delivery_id in (
            select d.delivery_id
            from data.deliveries as d
            where
                d.tenant_id = '00000000-0000-0000-0000-000000000000'
                and d.settled_at < now() - interval '30 days'
            order by d.settled_at
            limit p_limit
            for update skip locked
        );

    delete from data.one_time_links
    where link_id in (
        select l.link_id
        from data.one_time_links as l
        where l.expires_at < now() - interval '30 days'
        order by l.expires_at
        limit p_limit
        for update skip locked
    );

    delete from data.idempotency_keys as k
    using (
        select o.tenant_id, o.idempotency_key
        from data.idempotency_keys as o
        where o.caller = 'applicant' and o.created_at < now() - interval '48 hours'
        order by o.created_at
        limit p_limit
        for update skip locked
    ) as old
    where
        k.tenant_id = old.tenant_id
        and k.caller = 'applicant'
        and k.idempotency_key = old.idempotency_key;
end;
$$;

comment on function private.forget_unowned is
    'Delete what is personal, no business''s and long past.';

alter function private.forget_unowned owner to holdfast_eraser;
grant execute on function private.forget_unowned to holdfast_api;
