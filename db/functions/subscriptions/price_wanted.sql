-- The price of a plan that a business can choose, in its own currency.
--
-- Fails with  KN160  plan-not-found
--             KC163  plan-not-for-sale

create function private.price_wanted(p_tenant_id uuid, p_plan text, p_interval text)
returns data.plan_prices
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_price data.plan_prices;
begin
    perform
    from data.plans
    where plan = p_plan and is_public and archived_at is null;

    if not found then
        raise exception using
            errcode = 'KN160',
            message = 'There is no such plan.',
            column = 'plan';
    end if;

    select p.*
    into v_price
    from data.plan_prices as p
    join data.tenants as t on t.tenant_id = p_tenant_id and t.currency = p.currency
    where
        p.plan = p_plan
        and p.billing_interval = p_interval
        and p.retired_at is null
        and p.stripe_price_id is not null;

    if not found then
        raise exception using
            errcode = 'KC163',
            message = 'This plan is not sold like that in your currency.',
            column = 'interval';
    end if;

    return v_price;
end;
$$;

comment on function private.price_wanted is 'The price of a plan that a business can choose.';

grant execute on function private.price_wanted to holdfast_api;
