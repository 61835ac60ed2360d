-- api.update_member: somebody gets another role.

begin;
select plan(13);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Otto', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');
select given.member('birch', 'Bea', 'owner');
select given.platform_admin('Ada');

create function pg_temp.make(p_name text, p_role text, p_slug text default 'alder') returns text
    language sql
as $$
    select api.update_member(
        given.tenant_id('alder'), given.user_id(p_slug, p_name), p_role
    ) ->> 'role';
$$;

select given.acting_for('alder', 'owner', 'Olga');
select is(pg_temp.make('Sam', 'manager'), 'manager', 'an owner makes managers');
select is(pg_temp.make('Sam', 'staff'), 'staff', 'and staff');
select throws_ok($$ select pg_temp.make('Sam', 'owner') $$, 'KF016', null, 'but no owners');
select throws_ok(
    $$ select pg_temp.make('Otto', 'staff') $$, 'KF016', null, 'nor decides about them'
);
select throws_ok($$ select pg_temp.make('Olga', 'staff') $$, 'KF016', null, 'or about themselves');
select throws_ok(
    $$ select pg_temp.make('Bea', 'staff', 'birch') $$, 'KN015', null, 'or about somebody elsewhere'
);
select given.acting_for('alder', 'manager', 'Max');
select throws_ok($$ select pg_temp.make('Sam', 'manager') $$, 'KF016', null, 'managers make none');
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok(
    $$ select pg_temp.make('Sam', 'staff') $$, 'KF001', null, 'staff make nobody anything'
);

select given.acting_for('alder', 'manager', 'Max');
select api.create_invitation(
    given.tenant_id('alder'), 'nora@new.test', 'staff', p_calendar => false
);
select given.acting_for('alder', 'owner', 'Olga');
select pg_temp.make('Max', 'staff');
select is(
    api.list_invitations(given.tenant_id('alder')) -> 'items' @> '[{"status": "revoked"}]', true,
    'what somebody has sent and may send no longer is revoked'
);
select given.acting_for('alder', 'manager', 'Max');
select throws_ok(
    $$ select pg_temp.make('Sam', 'staff') $$, 'KF001', null, 'and an old token gives no role'
);

select given.acting_as_admin('alder', 'Ada');
select is(pg_temp.make('Sam', 'owner'), 'owner', 'whoever acts as a platform admin makes owners');
select is(
    array[pg_temp.make('Sam', 'staff'), pg_temp.make('Otto', 'staff')], '{staff,staff}',
    'and takes that from them'
);
select throws_ok(
    $$ select pg_temp.make('Olga', 'staff') $$, 'KC065', null, 'but from the last one'
);

select * from finish();
rollback;
