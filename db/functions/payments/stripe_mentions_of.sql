-- The objects that an event is about, or names: Stripe's ids, and ours where we gave them one.

create function private.stripe_mentions_of(p_facts jsonb) returns text[]
    language sql immutable parallel safe
    set search_path = ''
as $$
    select array_agg(distinct m.id)
    from (
        select f.value #>> '{}' as id
        from jsonb_each(p_facts) as f
        where
            f.key in (
                'id', 'reference', 'payment_intent', 'charge', 'setup_intent', 'subscription'
            )
        union all
        -- Nobody but who set it up: a card that pays for several things would make them one.
        select p_facts ->> 'payment_method'
        where p_facts ->> 'object' = 'setup_intent'
        union all
        select f.value #>> '{}'
        from jsonb_each(coalesce(p_facts -> 'metadata', '{}')) as f
        where f.key like 'holdfast\_%\_id'
    ) as m
    where m.id is not null;
$$;

comment on function private.stripe_mentions_of is 'The objects that an event names.';

grant execute on function private.stripe_mentions_of to holdfast_api;
