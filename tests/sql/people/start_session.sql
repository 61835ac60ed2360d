-- api.start_session: signing somebody in whose password was right.

begin;
select plan(23);

select given.tenant('alder');
select given.tenant('birch');
select given.tenant('cedar');
select given.member('alder', 'Olga', 'owner');
select given.member('cedar', 'Cleo', 'owner');
insert into data.members (tenant_id, user_id, role, created_at)
values (
    given.tenant_id('birch'), given.user_id('alder', 'Olga'), 'staff', now() - interval '1 year'
);
insert into data.users (email, name) values ('idle@alder.test', 'Idle');

create function pg_temp.membership(p_slug text, p_role text) returns jsonb
    language sql
    return jsonb_build_object('tenant', given.tenant_id(p_slug), 'slug', p_slug, 'role', p_role);

create function pg_temp.start(p_hash text, p_name text default 'Olga', p_slug text default null)
returns jsonb
    language sql
as $$
    select api.start_session(
        p_tenant_id => null, p_user_id => given.user_id('alder', p_name),
        p_token_hash => p_hash, p_tenant_slug => p_slug
    );
$$;

create function pg_temp.signed_in(p_name text default 'Olga') returns void
    language sql
as $$
    select given.acting_for(
        null, 'guest', null, jsonb_build_object('sub', given.user_id('alder', p_name))
    );
$$;

select pg_temp.signed_in();
create temporary table made as select pg_temp.start(repeat('aa', 32)) as session;
select is(
    session - '{session_id,family_id}'::text[],
    jsonb_build_object(
        'user_id', given.user_id('alder', 'Olga'),
        'tenant_id', given.tenant_id('birch'),
        'role', 'staff',
        'name', 'Olga',
        'email', 'olga@alder.test',
        'memberships', jsonb_build_array(
            pg_temp.membership('birch', 'staff'),
            pg_temp.membership('alder', 'owner')
        )
    ),
    'it is for the business they have worked for longest, and names all'
) from made;
select is(
    pg_temp.start(repeat('bb', 32), p_slug => 'alder') -> 'role', '"owner"',
    'or for the one that was asked for, with the role there'
);
select throws_ok(
    $$ select pg_temp.start(repeat('cc', 32), p_slug => 'cedar') $$,
    'KN001', null, 'which has to be one of theirs'
);
select throws_ok(
    $$ select pg_temp.start(repeat('cc', 32), p_slug => 'nowhere') $$,
    'KN001', null, 'and to be there'
);
select throws_ok(
    $$ select pg_temp.start(repeat('cc', 32), 'Idle') $$,
    'KA010', null, 'nobody is signed in for somebody else'
);
select pg_temp.signed_in('Idle');
select is(
    pg_temp.start(repeat('ee', 32), 'Idle') - '{session_id,family_id,user_id,name,email}'::text[],
    '{"tenant_id": null, "role": "customer", "memberships": []}',
    'who works nowhere is a customer'
);
select throws_ok(
    $$ select pg_temp.start(repeat('cc', 32), 'Idle', 'alder') $$,
    'KN001', null, 'and works nowhere'
);
select given.acting_for('alder');
select throws_ok(
    $$ select pg_temp.start(repeat('cc', 32)) $$,
    'KA001', null, 'a guest whom nobody has verified signs nobody in'
);

select given.nobody();
select is((select count(*)::integer from data.sessions), 3, 'each is a session');
select is(
    (select count(distinct family_id)::integer from data.sessions), 3, 'and a family of its own'
);
select is(
    (select count(*)::integer from data.sessions where expires_at = now() + interval '30 days'), 3,
    'of 30 days'
);

-- What the application says besides.
create function pg_temp.started(p_password_hash text, p_new_hash text, p_step bigint, p_code text)
returns text
    language plpgsql
as $$
begin
    perform pg_temp.signed_in();
    perform api.start_session(
        null, given.user_id('alder', 'Olga'), encode(sha256(uuidv7()::text::bytea), 'hex'), null,
        p_password_hash, p_new_hash, p_step, p_code
    );
    perform given.nobody();
    return (select password_hash from data.users where name = 'Olga');
end;
$$;

update data.users set password_hash = 'old' where name = 'Olga';
select is(
    pg_temp.started('old', null, null, null), 'old', 'the password that was verified is theirs'
);
select is(pg_temp.started('old', 'new', null, null), 'new', 'it is kept as it is hashed now');
select throws_ok(
    $$ select pg_temp.started('old', null, null, null) $$, 'KA010', null,
    'a password that was changed meanwhile lets nobody in'
);

update data.users set totp_secret = 's', totp_on_at = now(), totp_last_step = 7 where name = 'Olga';
insert into data.recovery_codes (user_id, code_hash)
values (given.user_id('alder', 'Olga'), '\xaa');
select throws_ok(
    $$ select pg_temp.started('new', null, null, null) $$, 'KA011', null,
    'who has a second factor needs it'
);
select throws_ok(
    $$ select pg_temp.started('new', null, 7, null) $$, 'KA012', null, 'a code is not good twice'
);
select throws_ok(
    $$ select pg_temp.started('new', null, 6, null) $$, 'KA012', null, 'nor is one from before it'
);
select lives_ok($$ select pg_temp.started('new', null, 8, null) $$, 'the next one is');
select throws_ok(
    $$ select pg_temp.started('new', null, null, 'bb') $$, 'KA012', null,
    'a recovery code that is not theirs'
);
select lives_ok($$ select pg_temp.started('new', null, null, 'aa') $$, 'and one that is');
select throws_ok(
    $$ select pg_temp.started('new', null, null, 'aa') $$, 'KA012', null, 'once'
);
update data.users set totp_on_at = null where name = 'Olga';
delete from data.sessions where user_id <> given.user_id('alder', 'Olga');
delete from data.sessions where token_hash not in (
    decode(repeat('aa', 32), 'hex'), decode(repeat('bb', 32), 'hex')
);

update data.sessions set expires_at = now() - interval '1 day';
select pg_temp.signed_in();
select pg_temp.start(repeat('dd', 32));
select given.nobody();
select is(
    (select array_agg(encode(token_hash, 'hex')) from data.sessions), array[repeat('dd', 32)],
    'what has expired goes when something new comes'
);
select ok(
    not has_function_privilege(
        'holdfast_person',
        'api.start_session(uuid, uuid, text, text, text, text, bigint, text)', 'execute'
    ),
    'nobody at a psql prompt signs anybody in'
);

select * from finish();
rollback;
