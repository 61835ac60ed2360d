-- api.create_invitation: somebody is asked to work for a business.

begin;
select plan(17);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');
select given.member('birch', 'Bea', 'owner');

create function pg_temp.invite(
    p_email text default 'nora@new.test', p_role text default 'staff', p_name text default null,
    p_calendar boolean default null
) returns jsonb
    language sql
as $$
    select api.create_invitation(
        p_tenant_id => given.tenant_id('alder'), p_email => p_email, p_role => p_role,
        p_name => p_name, p_calendar => p_calendar
    );
$$;

select given.acting_for('alder', 'manager', 'Max');
create temporary table made as select pg_temp.invite('Nora@New.test') as invitation;
grant select on made to public;
select is(
    invitation - '{id,created_at,expires_at}'::text[],
    jsonb_build_object(
        'email', 'nora@new.test', 'name', null, 'role', 'staff',
        'location_id', given.location_id('alder'), 'status', 'open',
        'invited_by', given.user_id('alder', 'Max'), 'accepted_at', null, 'revoked_at', null
    ), 'an invitation, with a calendar in the only place there is'
) from made;
select given.nobody();
select results_eq(
    $$ select kind, recipient::text, data from data.messages $$,
    $$ values (
        'invitation', 'nora@new.test',
        '{"business": "Alder", "role": "staff", "inviter": "Max"}'::jsonb
    ) $$,
    'an e-mail goes to them'
);
select is(
    (select expires_at from data.one_time_links), now() + interval '7 days',
    'with a link that is good for seven days'
);

select given.acting_for('alder', 'manager', 'Max');
select throws_ok(
    $$ select pg_temp.invite('NORA@new.test') $$, 'KC068', null, 'they are asked once'
);
select throws_ok(
    $$ select pg_temp.invite('olga@alder.test') $$, 'KC067', null, 'members are not'
);
select lives_ok($$ select pg_temp.invite('bea@birch.test') $$, 'those of others may be');
select throws_ok(
    $$ select pg_temp.invite('x@new.test', 'manager') $$, 'KF016', null, 'managers invite staff'
);
select given.acting_for('alder', 'owner', 'Olga');
select is(
    pg_temp.invite('m@new.test', 'manager') -> 'location_id', 'null',
    'owners managers too, who get no calendar'
);
select isnt(
    pg_temp.invite('n@new.test', 'manager', p_calendar => true) -> 'location_id', 'null',
    'unless that is said'
);
select is(
    pg_temp.invite('o@new.test', 'staff', p_calendar => false) -> 'location_id', 'null',
    'nor do staff if that is said'
);
select throws_ok(
    $$ select pg_temp.invite('x@new.test', 'owner') $$, 'KF016', null, 'but nobody their own role'
);
select given.nobody();
update data.invitations set expires_at = now() where email = 'nora@new.test';
select given.acting_for('alder', 'manager', 'Max');
select lives_ok($$ select pg_temp.invite('nora@new.test') $$, 'after it has expired, anew');
select given.nobody();
update data.tenants set status = 'suspended' where slug = 'alder';
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select pg_temp.invite('x@new.test') $$, 'KF002', null, 'a suspended business invites nobody'
);
select given.nobody();
update data.tenants set status = 'active' where slug = 'alder';
delete from data.members where user_id = given.user_id('alder', 'Max');
select given.acting_for('alder', 'manager', 'Max');
select throws_ok(
    $$ select pg_temp.invite('x@new.test') $$, 'KF001', null, 'nor does who was let go'
);
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok($$ select pg_temp.invite('x@new.test') $$, 'KF001', null, 'staff invite nobody');
select given.acting_for('alder');
select throws_ok($$ select pg_temp.invite('x@new.test') $$, 'KA001', null, 'nor do guests');

select given.nobody();
update data.throttle_buckets set tokens = 0;
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select pg_temp.invite('o@new.test') $$, 'KL002', null, 'nor is anybody''s letter box filled'
);

select * from finish();
rollback;
