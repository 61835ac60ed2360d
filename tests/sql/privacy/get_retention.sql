-- api.get_retention: how long things are kept, unless the owner says otherwise.

begin;
select plan(4);

select given.tenant('alder');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Ann', 'staff');

select given.acting_for('alder');
select throws_ok($$ select api.get_retention(null) $$, 'KA001', null, 'a guest may not ask');
select given.acting_for('alder', 'staff', 'Ann');
select throws_ok($$ select api.get_retention(null) $$, 'KF001', null, 'nor may staff');

select given.acting_for('alder', 'manager', 'Max');
select is(
    api.get_retention(given.tenant_id('alder')),
    '{
        "customers_months": null, "waitlist_days": null, "messages_days": 30, "history_months": null
    }',
    'for ever, but for e-mails'
);
select given.nobody();
insert into data.retention_rules (tenant_id, customers_months) values (given.tenant_id('alder'),
    24);
select given.acting_for('alder', 'manager', 'Max');
select is(
    api.get_retention(given.tenant_id('alder')) ->> 'customers_months', '24', 'or as was said'
);

select * from finish();
rollback;
