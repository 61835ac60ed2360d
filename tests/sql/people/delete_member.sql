-- api.delete_member: somebody goes who has nothing to come.

begin;
select plan(9);

select given.tenant('alder');
select given.resource('alder', 'Sam');
select given.resource('alder', 'Sue');
select given.service('alder', 'Cut', 60, 'Sam', 'Sue');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');
select given.member('alder', 'Sue', 'staff');
select given.booking('alder', 'Cut', 'Sue', given.day(1, '10:00'));

create function pg_temp.drop(p_name text) returns text
    language plpgsql
as $$
begin
    perform api.delete_member(given.tenant_id('alder'), given.user_id('alder', p_name));
    return 'gone';
end;
$$;

select given.acting_for('alder', 'staff', 'Sam');
select throws_ok($$ select pg_temp.drop('Sue') $$, 'KF016', null, 'staff let nobody go');
select is(pg_temp.drop('Sam'), 'gone', 'but may leave');
select given.nobody();
select results_eq(
    $$ select archived_at is not null, user_id from data.resources where name = 'Sam' $$,
    $$ values (true, null::uuid) $$, 'and their calendar with them'
);
select given.acting_for('alder', 'manager', 'Max');
select throws_ok(
    $$ select pg_temp.drop('Sue') $$, 'KC030', null, 'bookings to come are in the way'
);
select throws_ok($$ select pg_temp.drop('Olga') $$, 'KF016', null, 'managers let no owner go');
select throws_ok($$ select pg_temp.drop('Sam') $$, 'KN015', null, 'who has gone is gone');
select given.acting_for('alder', 'owner', 'Olga');
select is(pg_temp.drop('Max'), 'gone', 'owners let managers go');
select throws_ok($$ select pg_temp.drop('Olga') $$, 'KC065', null, 'but the last owner stays');
select given.acting_for('alder');
select throws_ok($$ select pg_temp.drop('Sue') $$, 'KA001', null, 'guests have no say');

select * from finish();
rollback;
