-- api.create_cash_count: who may, and that a count is what there is from then on.

begin;
select plan(3);

select given.tenant('alder');
select given.member('alder', 'Sam', 'staff');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Olga', 'owner');

select is(
    given.outcomes('alder', $$
        select api.create_cash_count(
            given.tenant_id('alder'), '{"amount": 500, "currency": "EUR"}'
        )
    $$),
    'guest KA001, staff done, manager done, owner done', 'staff count'
);
select is(
    api.get_cash_report(given.tenant_id('alder'), (now() at time zone 'Europe/Rome')::date)
    -> 'closing',
    '{"amount": 500, "currency": "EUR"}', 'there is what was counted'
);
select is(
    given.outcome($$
        select api.create_cash_count(given.tenant_id('alder'), '{"amount": -1, "currency": "EUR"}')
    $$),
    'KV022', 'that is not less than nothing'
);

select * from finish();
rollback;
