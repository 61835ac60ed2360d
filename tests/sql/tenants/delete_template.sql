-- api.delete_template: a business writes again what its preset says.

begin;
select plan(5);

select given.tenant('alder');
select given.tenant('birch');
select given.templates('alder'), given.templates('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');

create temporary table before as
select tenant_id, subject, body from data.templates where kind = 'reminder' and locale = 'en';
select given.acting_for('alder', 'owner', 'Olga');
select api.update_template(given.tenant_id('alder'), 'reminder', 'en', 'Mine', 'Mine');
select api.update_template(given.tenant_id('alder'), 'reminder', 'it', 'Mio', 'Mio');

select is(
    given.outcomes('alder', $$
        select api.delete_template(given.tenant_id('alder'), 'reminder', 'en')
    $$),
    'guest KA001, staff KF001, manager done, owner done',
    'a manager may, and the owner'
);

select given.nobody();
select results_eq(
    $$
        select tenant_id, subject, body from data.templates
        where kind = 'reminder' and locale = 'en' and updated_at is null order by 1
    $$,
    $$ select * from before order by 1 $$,
    'its words are those of the preset'
);
select is(
    (select subject::text from data.templates where tenant_id = given.tenant_id('alder')
        and kind = 'reminder' and locale = 'it'),
    'Mio', 'in that language alone'
);
delete from data.templates where kind = 'reminder';
select given.acting_for('alder', 'owner', 'Olga');
select api.update_template(given.tenant_id('alder'), 'staff_booked', 'en', 'New', 'Look.');
select api.delete_template(given.tenant_id('alder'), 'staff_booked', 'en');
select is(
    jsonb_path_query_array(
        api.get_template(given.tenant_id('alder'), 'staff_booked', 'en'),
        '$.keyvalue() ? (@.value == null).key'
    ),
    '["body", "subject", "updated_at"]', 'or nothing, where that says nothing'
);
select is(
    given.outcome($$
        select api.delete_template(given.tenant_id('alder'), 'reminder', 'en')
    $$),
    'KN020', 'if it is there'
);

select * from finish();
rollback;
