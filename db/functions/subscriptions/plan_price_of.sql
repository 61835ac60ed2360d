-- What a plan costs, for clients. Null stays null.

create function private.plan_price_of(p_price data.plan_prices) returns api.plan_price
    language sql immutable parallel safe
    return case
        when (p_price).price_id is not null then row(
            (p_price).billing_interval,
            row((p_price).amount_minor, (p_price).currency)::api.money
        )::api.plan_price
    end;

comment on function private.plan_price_of is 'What a plan costs, for clients.';

grant execute on function private.plan_price_of to holdfast_api;
