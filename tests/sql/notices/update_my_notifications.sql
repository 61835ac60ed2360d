-- api.update_my_notifications: somebody who has signed in says what a business may tell them.

begin;
select plan(5);

select given.tenant('alder'), given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.resource('alder', 'Sam');
select given.service('alder', 'Cut', 60, 'Sam');
select
    given.booking('alder', 'Cut', 'Sam', given.day(0, '10:00'), 'Zoe'),
    given.booking('alder', 'Cut', 'Sam', given.day(0, '12:00'), 'Zora');
select given.patron('Zoe'), given.patron('Adam');
create temporary table records as select customer_id, name from data.customers;
grant select on records to public;

select given.acting_as_patron('Zoe');
select is(
    api.update_my_notifications(null, 'alder', '[]', '["push"]', '[]'),
    '{"bookings": ["email"], "reminders": ["push"], "reviews": [],
      "quiet_from": null, "quiet_until": null, "quiet_time_zone": null}',
    'what is said is changed'
);
select given.acting_as_patron('Adam');
select throws_ok(
    $$ select api.update_my_notifications(null, 'alder', '[]') $$, 'KN030', null,
    'by whom the business knows'
);
select given.acting_as_patron('Zoe');
select throws_ok(
    $$ select api.update_my_notifications(null, 'alder', '{"email": true}') $$, 'KV550', null,
    'as a list'
);
select given.nobody();
select is(
    (
        select string_agg(distinct c.name, ', ')
        from data.customers as c
        where c.customer_id in (select m.customer_id from data.customer_mutes as m)
    ),
    'Zoe', 'each for themselves'
);

-- Two records turn out to be one person.
select given.acting_for('alder', 'owner', 'Olga');
select api.merge_customers(
    given.tenant_id('alder'),
    (select customer_id from records where name = 'Zora'),
    (select customer_id from records where name = 'Zoe')
);
select given.nobody();
select is(
    (
        select string_agg(distinct c.name, ', ')
        from data.customers as c
        where c.customer_id in (select m.customer_id from data.customer_mutes as m)
    ),
    'Zora', 'what either did not want, the one person does not'
);

select * from finish();
rollback;
