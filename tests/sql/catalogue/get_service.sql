-- api.get_service: one service.

begin;
select plan(8);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Cellar', 'room');
select given.service('alder', 'Cut', 60, 'Ann');
select given.requirement('alder', 'Cut', 2, 1, 'Cellar');
select given.member('alder', 'Sam', 'staff');
update data.services set is_public = false;

create function pg_temp.get_service(p_id uuid default null, p_slug text default 'alder')
returns jsonb
    language sql
as $$
    select api.get_service(
        p_tenant_id => given.tenant_id(p_slug),
        p_service_id => coalesce(p_id, given.service_id('alder', 'Cut'))
    );
$$;

select given.acting_for('alder', 'staff', 'Sam');
select is(
    pg_temp.get_service(), api.list_services(given.tenant_id('alder')) -> 'items' -> 0,
    'staff read it as it is listed, public or not'
);
select throws_ok('select pg_temp.get_service(uuidv7())', 'KN002', null, 'it has to be there');
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.get_service(p_slug => 'birch') $$,
    'KN002', null, 'another business''s service does not exist'
);
select given.acting_for('alder', 'customer');
select throws_ok('select pg_temp.get_service()', 'KF001', null, 'customers do not read it here');
select given.acting_for('alder');
select throws_ok('select pg_temp.get_service()', 'KA001', null, 'a guest has to sign in');

select given.nobody();
update data.resources set archived_at = now();
select given.acting_for('alder', 'staff', 'Sam');
select is(
    pg_temp.get_service() -> 'requirements',
    '[{"position": 1, "quantity": 1, "resource_ids": []},
      {"position": 2, "quantity": 1, "resource_ids": []}]'::jsonb,
    'a part that nobody is left for is still to be seen'
);
select is(pg_temp.get_service() -> 'resources', '[]'::jsonb, 'and that nobody leads');

select given.nobody();
update data.services set archived_at = now();
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok('select pg_temp.get_service()', 'KN002', null, 'one that is archived is gone');

select * from finish();
rollback;
