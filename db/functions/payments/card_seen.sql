-- What a card on file is by what Stripe has told of it. That it was taken back outweighs that it
-- was given, and that outweighs that a page for it was closed; so the order of events does not
-- matter.

create type private.card_seen as (
    status text,
    payment_method_id text,
    stripe_customer_id text,
    brand text,
    last4 text,
    exp_month integer,
    exp_year integer
);

comment on type private.card_seen is 'What a card on file is by what Stripe has told of it.';

create function private.card_seen(p_card data.cards, p_events data.stripe_events[])
returns private.card_seen
    language sql immutable parallel safe
    set search_path = ''
as $$
    select row(
        case
            when bool_or(e.type = 'payment_method.detached') then 'gone'
            when bool_or(
                e.facts ->> 'object' = 'setup_intent'
                and e.facts ->> 'status' = 'succeeded'
                and e.facts ? 'payment_method'
            ) then 'ready'
            when (p_card).status <> 'pending' then (p_card).status
            when bool_or(e.type = 'checkout.session.expired') then 'failed'
            else (p_card).status
        end,
        min(e.facts ->> 'payment_method') filter (
            where e.facts ->> 'object' = 'setup_intent' and e.facts ->> 'status' = 'succeeded'
        ),
        min(e.facts ->> 'customer'),
        max(e.facts -> 'card' ->> 'brand'),
        max(e.facts -> 'card' ->> 'last4'),
        -- A card that is renewed has a later end.
        max(((e.facts -> 'card' ->> 'exp_year')::integer * 12
            + (e.facts -> 'card' ->> 'exp_month')::integer - 1)) % 12 + 1,
        max(((e.facts -> 'card' ->> 'exp_year')::integer * 12
            + (e.facts -> 'card' ->> 'exp_month')::integer - 1)) / 12
    )::private.card_seen
    from unnest(p_events) as e;
$$;

comment on function private.card_seen is
    'What a card on file is by what Stripe has told of it.';

grant execute on function private.card_seen to holdfast_api;
