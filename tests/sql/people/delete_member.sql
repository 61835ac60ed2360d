-- api.delete_member: somebody goes who has nothing to come.

begin;
select plan(11);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Sam');
select given.resource('alder', 'Sue');
select given.resource('birch', 'Sam');
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

-- Sam works elsewhere too, and is one person in both.
insert into data.members (tenant_id, user_id, role)
values (given.tenant_id('birch'), given.user_id('alder', 'Sam'), 'staff');
update data.resources
set user_id = given.user_id('alder', 'Sam')
where tenant_id = given.tenant_id('birch');

select given.acting_for('alder', 'staff', 'Sam');
select throws_ok($$ select pg_temp.drop('Sue') $$, 'KF016', null, 'staff let nobody go');
select is(pg_temp.drop('Sam'), 'gone', 'but may leave');
select given.nobody();
select results_eq(
    $$
        select archived_at is not null, user_id, person_id
        from data.resources
        where name = 'Sam' and tenant_id = given.tenant_id('alder')
    $$,
    $$ values (true, null::uuid, null::uuid) $$, 'and their calendar with them'
);
select results_eq(
    $$
        select archived_at is not null, user_id
        from data.resources
        where name = 'Sam' and tenant_id = given.tenant_id('birch')
    $$,
    $$ values (false, given.user_id('alder', 'Sam')) $$, 'what they have elsewhere is theirs'
);
select is_empty('table data.violations', 'and all is as it must be');
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
