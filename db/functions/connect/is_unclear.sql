-- Whether what Stripe told of an account last was two things in one second: then it is to be asked
-- what holds.

create function private.is_unclear(p_events data.stripe_events[]) returns boolean
    language sql immutable parallel safe
    set search_path = ''
as $$
    select count(distinct t.facts - 'metadata') > 1
    from (
        select e.facts, rank() over (order by e.created_at desc) as nth
        from unnest(p_events) as e
        where e.facts ->> 'object' = 'account'
    ) as t
    where t.nth = 1;
$$;

comment on function private.is_unclear is
    'Whether Stripe has said two things of an account in one second.';

grant execute on function private.is_unclear to holdfast_api;
