-- All that Stripe has told of one of ours: every event that names an object that is its, or was
-- named together with one. What is named is noted, so that it is found sooner the next time: in one
-- order, since others may be noting the same.
--
-- Of what was paid, or given, into one of a business's accounts that account alone is believed; of
-- what businesses subscribe to, the platform's own.

create function private.known_of(p_tenant_id uuid, p_kind text, p_object_id uuid)
returns data.stripe_events[]
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_account_id constant text := case p_kind
        when 'payment' then (
            select p.account_id
            from data.payments as p
            where p.tenant_id = p_tenant_id and p.payment_id = p_object_id
        )
        when 'card' then (
            select c.account_id
            from data.cards as c
            where c.tenant_id = p_tenant_id and c.card_id = p_object_id
        )
    end;
    v_account_ids constant text[] := array(
        select a.account_id
        from data.payment_accounts as a
        where
            a.tenant_id = p_tenant_id
            and a.account_id = coalesce(v_account_id, a.account_id)
            and p_kind <> 'subscription'
    );
    v_ids text[];
    v_events data.stripe_events[];
    v_named text[];
    v_more text[];
begin
    v_ids := array(
        select o.stripe_id
        from data.stripe_objects as o
        where o.tenant_id = p_tenant_id and o.object_id = p_object_id and o.kind = p_kind
    );

    loop
        v_events := array(
            select e
            from data.stripe_events as e
            where
                e.event_id = any(array(
                    select m.event_id
                    from data.stripe_mentions as m
                    where m.stripe_id = any(v_ids)
                ))
                and (e.account_id is null or e.account_id = any(v_account_ids))
            order by e.created_at, e.event_id
        );
        v_named := array(
            select distinct m.id
            from unnest(v_events) as e
            cross join unnest(private.stripe_mentions_of(e.facts)) as m (id)
            where m.id <> all(v_ids)
        );
        v_more := array(
            select n.id
            from unnest(v_named) as n (id)
            where n.id <> all(array(
                select o.stripe_id
                from data.stripe_objects as o
                where o.stripe_id = any(v_named)
            ))
            order by n.id
        );

        exit when v_more = '{}';

        perform private.link_stripe(p_tenant_id, m.id, p_kind, p_object_id)
        from unnest(v_more) as m (id);

        v_ids := v_ids || v_more;
    end loop;

    return v_events;
end;
$$;

comment on function private.known_of is 'All that Stripe has told of one of ours.';

grant execute on function private.known_of to holdfast_api;
