-- What an account is by what Stripe has told of it: what was told last. Of two of the same second
-- nobody can say which was last: the one by which the account can do less counts, since it is worse
-- to take money that nobody may have than to take it a moment later, until Stripe has been asked
-- (private.is_unclear).

create function private.account_seen(p_events data.stripe_events[]) returns jsonb
    language sql immutable parallel safe
    set search_path = ''
as $$
    select e.facts
    from unnest(p_events) as e
    where e.facts ->> 'object' = 'account'
    order by
        e.created_at desc,
        coalesce((e.facts ->> 'charges_enabled')::boolean, false),
        coalesce((e.facts ->> 'payouts_enabled')::boolean, false),
        coalesce((e.facts ->> 'details_submitted')::boolean, false),
        e.facts ->> 'requirements' desc nulls last,
        e.event_id
    limit 1;
$$;

comment on function private.account_seen is 'What an account is by what Stripe has told of it.';

grant execute on function private.account_seen to holdfast_api;
