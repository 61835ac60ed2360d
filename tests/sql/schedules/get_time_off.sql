-- api.get_time_off: one time off.

begin;
select plan(5);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Sam', 'staff');

select given.acting_for('alder', 'owner', 'Olga');
create temporary table made as
select api.create_time_off(
    p_tenant_id => given.tenant_id('alder'),
    p_resource_id => given.resource_id('alder', 'Ann'),
    p_starts_at => given.at('alder', given.day(0, '08:00')),
    p_ends_at => given.at('alder', given.day(0, '12:00'))
) as time_off;
grant select on made to public;

create function pg_temp.get_time_off(
    p_id uuid default null, p_slug text default 'alder'
) returns jsonb
    language sql
as $$
    select api.get_time_off(
        p_tenant_id => given.tenant_id(p_slug),
        p_time_off_id => coalesce(p_id, (select (time_off ->> 'id')::uuid from made))
    );
$$;

select given.acting_for('alder', 'staff', 'Sam');
select is(pg_temp.get_time_off(), time_off, 'staff read anybody''s') from made;
select throws_ok(
    $$ select pg_temp.get_time_off(uuidv7()) $$, 'KN009', null, 'it has to be there'
);
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.get_time_off(p_slug => 'birch') $$,
    'KN009', null, 'another business''s time off does not exist'
);
select given.acting_for('alder', 'customer');
select throws_ok('select pg_temp.get_time_off()', 'KF001', null, 'customers do not read time off');
select given.acting_for('alder');
select throws_ok('select pg_temp.get_time_off()', 'KA001', null, 'a guest has to sign in');

select * from finish();
rollback;
