-- api.get_resource: one person, room, piece of equipment or table.

begin;
select plan(6);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Cellar', 'room', 3);
select given.member('alder', 'Sam', 'staff');
update data.resources set is_public = false;

create function pg_temp.get_resource(p_id uuid default null, p_slug text default 'alder')
returns jsonb
    language sql
as $$
    select api.get_resource(
        p_tenant_id => given.tenant_id(p_slug),
        p_resource_id => coalesce(p_id, given.resource_id('alder', 'Cellar'))
    );
$$;

select given.acting_for('alder', 'staff', 'Sam');
select is(
    pg_temp.get_resource() - '{id,location_id}'::text[],
    '{"kind": "room", "name": "Cellar", "description": null, "seats": 3, "max_party_size": null,
      "user_id": null, "max_per_day": null, "always_open": false, "is_public": false}'::jsonb,
    'staff read it, public or not'
);
select throws_ok('select pg_temp.get_resource(uuidv7())', 'KN005', null, 'it has to be there');
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.get_resource(p_slug => 'birch') $$,
    'KN005', null, 'another business''s resource does not exist'
);
select given.acting_for('alder', 'customer');
select throws_ok('select pg_temp.get_resource()', 'KF001', null, 'customers do not read it here');
select given.acting_for('alder');
select throws_ok('select pg_temp.get_resource()', 'KA001', null, 'a guest has to sign in');

select given.nobody();
update data.resources set archived_at = now();
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok('select pg_temp.get_resource()', 'KN005', null, 'one that is archived is gone');

select * from finish();
rollback;
