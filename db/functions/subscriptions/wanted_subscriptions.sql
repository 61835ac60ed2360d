-- What Stripe is to be asked to do about what a business subscribes to, because of its events with
-- these numbers: in their order.

create function private.wanted_subscriptions(p_tenant_id uuid, p_first bigint, p_last bigint)
returns setof private.wanted
    language sql stable
    set search_path = ''
as $$
    select
        'stripe',
        p_tenant_id,
        e.subject_id,
        e.event_id,
        case e.type
            when 'subscription.change_requested' then 'subscription.change'
            when 'subscription.checkout_replaced' then 'subscription.close'
            when 'subscription.doubled' then 'subscription.end'
        end,
        e.data,
        null::timestamptz
    from data.events as e
    where
        e.tenant_id = p_tenant_id
        and e.sequence between p_first and p_last
        and e.type in (
            'subscription.change_requested', 'subscription.checkout_replaced',
            'subscription.doubled'
        )
    order by e.sequence;
$$;

comment on function private.wanted_subscriptions is
    'What Stripe is to be asked about what a business subscribes to.';

grant execute on function private.wanted_subscriptions to holdfast_api;
