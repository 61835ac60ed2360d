-- api.accept_invitation: whatever is missing is made, once.

begin;
select plan(12);

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

create function pg_temp.follow(p_email text default 'nora@new.test') returns void
    language plpgsql
as $$
begin
    perform given.nobody();
    perform given.acting_for(null, 'guest', null, jsonb_build_object('link_id', (
        select link_id from data.invitations where email = p_email
    )));
end;
$$;

create function pg_temp.accept(
    p_hash text, p_name text default null, p_password_hash text default null
) returns jsonb
    language sql
as $$
    select api.accept_invitation(null, repeat(p_hash, 32), p_name, p_password_hash);
$$;

select given.acting_for('alder', 'owner', 'Olga');
select pg_temp.invite(), pg_temp.invite('bea@birch.test', 'manager', p_calendar => true);

select pg_temp.follow();
select throws_ok($$ select pg_temp.accept('aa') $$, 'KV081', null, 'a new person says their name');
select throws_ok(
    $$ select pg_temp.accept('aa', 'Nora') $$, 'KV081', null, 'and chooses a password'
);
create temporary table made as select pg_temp.accept('aa', 'Nora', 'hash') as answer;
select is(
    answer - 'session',
    '{"scenario": "new_person", "created": ["account", "membership", "calendar"],
      "next": "dashboard"}',
    'account, membership and calendar are made'
) from made;
select is(answer -> 'session' ->> 'role', 'staff', 'and they are in') from made;
select given.nobody();
select results_eq(
    $$
        select r.name::text, r.kind::text, u.password_hash
        from data.resources as r join data.users as u using (user_id)
    $$,
    $$ values ('Nora', 'staff', 'hash') $$, 'the calendar is theirs'
);
select pg_temp.follow();
select is(
    pg_temp.accept('bb'),
    (answer - 'session') || '{"next": "sign_in", "session": null}',
    'asking again tells the same, and signs nobody in'
) from made;
select given.nobody();
select is((select count(*)::integer from data.members where user_id not in (
    given.user_id('alder', 'Olga'), given.user_id('alder', 'Max'), given.user_id('alder', 'Sam'),
    given.user_id('birch', 'Bea')
)), 1, 'and makes nothing');
select is(
    (
        select count(*)::integer
        from data.sessions as s
        join data.users as u on u.user_id = s.user_id
        where u.email = 'nora@new.test'
    ),
    1, 'it signed in once'
);

select pg_temp.follow('bea@birch.test');
select is(
    pg_temp.accept('dd', 'Mallory', 'other') - 'session',
    '{"scenario": "staff_elsewhere", "created": ["membership", "calendar"], "next": "set_hours"}',
    'who works elsewhere has an account'
);
select given.nobody();
select results_eq(
    $$ select name::text, password_hash from data.users where email = 'bea@birch.test' $$,
    $$ values ('Bea', null::text) $$, 'which stays as it is'
);
select is(
    (
        select array_agg(role order by role) from data.members
        where user_id = given.user_id('birch', 'Bea')
    ),
    '{manager,owner}', 'one person, two businesses'
);
select given.acting_for('alder');
select throws_ok($$ select pg_temp.accept('ee') $$, 'KA004', null, 'not without a link');

select * from finish();
rollback;
