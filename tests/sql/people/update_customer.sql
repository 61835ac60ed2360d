-- api.update_customer: what is known of somebody changes.

begin;
select plan(13);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Sam', 'staff');

select given.acting_for('alder', 'staff', 'Sam');
create temporary table made as
select
    api.create_customer(given.tenant_id('alder'), 'Zoe', 'zoe@customers.test', '123456') as zoe,
    api.create_customer(given.tenant_id('alder'), 'Eve', 'eve@customers.test') as eve;
grant select on made to public;

create function pg_temp.change(
    p_name text default null, p_email text default null, p_clear jsonb default '[]',
    p_slug text default 'alder', p_id uuid default null
) returns jsonb
    language sql
as $$
    select api.update_customer(
        p_tenant_id => given.tenant_id(p_slug),
        p_customer_id => coalesce(p_id, (select (zoe ->> 'id')::uuid from made)),
        p_name => p_name,
        p_email => p_email,
        p_clear => p_clear
    );
$$;

select is(
    pg_temp.change('Zoe Zander', 'Zander@Customers.test'),
    zoe || '{"name": "Zoe Zander", "email": "zander@customers.test"}',
    'what is given changes, the rest stays'
) from made;
select is(
    api.update_customer(
        given.tenant_id('alder'), (zoe ->> 'id')::uuid,
        p_phone => '654321', p_note => 'Likes tea', p_locale => 'it'
    ),
    zoe || '{"name": "Zoe Zander", "email": "zander@customers.test", "phone": "654321",
             "note": "Likes tea", "locale": "it"}',
    'everything may change'
) from made;
select is(
    pg_temp.change(p_clear => '["phone", "note", "locale", "email"]'),
    zoe || '{"name": "Zoe Zander", "email": null, "phone": null, "note": null, "locale": null}',
    'what is cleared goes'
) from made;
create temporary table changed as select pg_temp.change() as zoe;
select is(
    api.get_customer(given.tenant_id('alder'), (zoe ->> 'id')::uuid) - 'activity', zoe,
    'and it is kept'
) from changed;
select throws_ok(
    $$ select pg_temp.change(p_email => 'EVE@customers.test') $$,
    'KC032', null, 'not to the e-mail address of another'
);
select lives_ok(
    $$ select pg_temp.change(p_email => 'zoe@customers.test') $$, 'to one''s own of before'
);
select lives_ok($$ select pg_temp.change(p_email => 'Zoe@customers.test') $$, 'and of now');
select throws_ok(
    $$ select pg_temp.change(p_clear => '["name"]') $$, '23502', null, 'a name stays'
);
select throws_ok(
    $$ select pg_temp.change(p_id => uuidv7()) $$, 'KN004', null, 'it has to be there'
);
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.change('Mallory', p_slug => 'birch') $$,
    'KN004', null, 'another business''s customer does not exist'
);
select given.acting_for('alder', 'customer');
select throws_ok($$ select pg_temp.change() $$, 'KF001', null, 'customers may not');
select given.acting_for('alder');
select throws_ok($$ select pg_temp.change() $$, 'KA001', null, 'nor may a guest');

select given.nobody();
select is(
    (select count(*)::integer from data.events where type = 'customer.updated'), 4,
    'every change is told, and none that was refused or changed nothing'
);

select * from finish();
rollback;
