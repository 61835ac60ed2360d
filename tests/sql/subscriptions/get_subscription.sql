-- api.get_subscription: what a business has.

begin;
select plan(3);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.plan('studio', 2900);
select given.plan('chain', 9900, '{"staff": 5}', 2);
insert into data.users (email, name) values ('ada@x.test', 'Ada');
insert into data.platform_admins (user_id)
select user_id from data.users where email = 'ada@x.test';

create function pg_temp.as_ada() returns void
    language plpgsql
as $$
begin
    reset role;
    perform set_config('request.claims', jsonb_build_object(
        'role', 'platform_admin',
        'sub', (select user_id from data.users where email = 'ada@x.test')
    )::text, true);
end;
$$;

select given.acting_for('alder', 'guest');
select throws_ok(
    format('select api.get_subscription(%L)', given.tenant_id('alder')),
    'KA001', null, 'it concerns nobody else'
);
select given.acting_for('alder', 'manager', 'Max');
select is(
    api.get_subscription(given.tenant_id('alder')) - '{plan,used}'::text[],
    '{
        "status": "none", "price": null, "period_ends_at": null, "trial_ends_at": null,
        "cancel_at": null, "unpaid_since": null, "lapses_at": null, "is_lapsed": false,
        "pay_url": null, "change": null, "invoices": []
    }',
    'nothing was subscribed to'
);
select is(
    api.get_subscription(given.tenant_id('alder')) -> 'plan' ->> 'plan', 'free',
    'they have something'
);

select * from finish();
rollback;
