-- api.end_acting: a platform admin is done.

begin;
select plan(4);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner');
select given.platform_admin('Ada');

select given.acting_as_admin('alder', 'Ada');
select is(
    api.end_acting(given.tenant_id('alder')) ->> 'ended_at',
    to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'it has ended now'
);
select given.nobody();
select is(
    (select count(*)::integer from data.acting where ended_at is null), 0, 'and that is kept'
);
select is(
    (select count(*)::integer from data.events where type = 'acting.ended'), 1, 'and told'
);
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select api.end_acting(given.tenant_id('alder')) $$, 'KF017', null,
    'an owner has nothing to end'
);

select * from finish();
rollback;
