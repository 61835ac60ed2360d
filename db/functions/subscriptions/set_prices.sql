-- Has a plan cost what is said here, and nothing else. A price that is there stays; one that is not
-- named is retired: who has it keeps it, until they change.
--
-- Fails with  KV160  plan-prices-invalid

create function private.set_prices(p_plan data.plans, p_prices jsonb) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    if
        jsonb_typeof(p_prices) is distinct from 'array'
        or exists (
            select
            from jsonb_array_elements(p_prices) as p (price)
            where (
                jsonb_typeof(p.price) <> 'object'
                or p.price - '{interval,amount}'::text[] <> '{}'
                or p.price ->> 'interval' not in ('month', 'year')
                or not p.price -> 'amount' ?& '{amount,currency}'
                or jsonb_typeof(p.price -> 'amount' -> 'amount') <> 'number'
                or p.price -> 'amount' ->> 'amount' !~ '^[1-9][0-9]{0,8}$'
                or p.price -> 'amount' ->> 'currency' !~ '^[A-Z]{3}$'
            -- What is not there fits as little as what does not fit.
            ) is distinct from false
        )
        or (
            select count(*) <> count(distinct (
                p.price ->> 'interval', p.price -> 'amount' ->> 'currency'
            ))
            from jsonb_array_elements(p_prices) as p (price)
        )
    then
        raise exception using
            errcode = 'KV160',
            message =
                'A price is {"interval": "month", "amount": {"amount": 2900, "currency": "EUR"}}.',
            column = 'prices';
    end if;

    update data.plan_prices as r
    set retired_at = now()
    where
        r.plan = p_plan.plan
        and r.retired_at is null
        and not exists (
            select
            from jsonb_array_elements(p_prices) as p (price)
            where
                p.price ->> 'interval' = r.billing_interval
                and p.price -> 'amount' ->> 'currency' = r.currency
                and (p.price -> 'amount' ->> 'amount')::bigint = r.amount_minor
        );

    insert into data.plan_prices (plan, currency, billing_interval, amount_minor)
    select
        p_plan.plan,
        p.price -> 'amount' ->> 'currency',
        p.price ->> 'interval',
        (p.price -> 'amount' ->> 'amount')::bigint
    from jsonb_array_elements(p_prices) as p (price)
    on conflict (plan, currency, billing_interval) where retired_at is null do nothing;
end;
$$;

comment on function private.set_prices is 'Have a plan cost this, and nothing else.';

grant execute on function private.set_prices to holdfast_api;
