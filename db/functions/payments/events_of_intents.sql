-- Of what Stripe has told, what is about one of these payment intents; or the rest.

create function private.events_of_intents(
    p_events data.stripe_events[], p_intent_ids text[], p_is_about boolean
) returns data.stripe_events[]
    language sql immutable parallel safe
    set search_path = ''
as $$
    select coalesce(array_agg(e order by e.created_at, e.event_id), '{}')
    from unnest(p_events) as e
    where
        coalesce(
            e.facts ->> 'payment_intent' = any(p_intent_ids)
            or e.facts ->> 'id' = any(p_intent_ids),
            false
        ) = p_is_about;
$$;

comment on function private.events_of_intents is
    'Of what Stripe has told, what is about one of these payment intents; or the rest.';

grant execute on function private.events_of_intents to holdfast_api;
