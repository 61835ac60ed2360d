-- Whether a price is more than another, by the year. Null for no price.

create function private.costs_more(p_price data.plan_prices, p_than uuid) returns boolean
    language sql stable
    set search_path = ''
as $$
    select (p_price).amount_minor * private.per_year((p_price).billing_interval)
        > p.amount_minor * private.per_year(p.billing_interval)
    from data.plan_prices as p
    where p.price_id = p_than;
$$;

comment on function private.costs_more is 'Whether a price is more than another.';

grant execute on function private.costs_more to holdfast_api;
