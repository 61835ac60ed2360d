-- api.rotate_session: a refresh token is used once, and one that comes twice ends all.

begin;
select plan(17);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Sam', 'staff');

-- Tokens are named by a letter; what the database is told is 32 bytes of it.
create function pg_temp.start(p_token text, p_name text default 'Olga') returns void
    language plpgsql
as $$
begin
    perform given.acting_for(
        null, 'guest', null, jsonb_build_object('sub', given.user_id('alder', p_name))
    );
    perform api.start_session(null, given.user_id('alder', p_name), repeat(p_token || 0, 32));
end;
$$;

create function pg_temp.rotate(p_token text, p_new text, p_claimed text default null) returns jsonb
    language plpgsql
as $$
begin
    perform given.acting_for(
        null, 'guest', null,
        jsonb_build_object('token_hash', repeat(coalesce(p_claimed, p_token) || 0, 32))
    );
    return api.rotate_session(null, repeat(p_token || 0, 32), repeat(p_new || 0, 32));
end;
$$;

create function pg_temp.membership(p_slug text, p_role text) returns jsonb
    language sql
    return jsonb_build_object('tenant', given.tenant_id(p_slug), 'slug', p_slug, 'role', p_role);

create function pg_temp.live() returns text
    language sql security definer
as $$
    select string_agg(left(encode(token_hash, 'hex'), 1), '' order by token_hash)
    from data.sessions
    where revoked_at is null and rotated_at is null;
$$;

select pg_temp.start('a');
create temporary table made as select pg_temp.rotate('a', 'b') as session;
select is(
    session - '{session_id,family_id}'::text[],
    jsonb_build_object(
        'user_id', given.user_id('alder', 'Olga'),
        'tenant_id', given.tenant_id('alder'),
        'role', 'owner',
        'name', 'Olga',
        'email', 'olga@alder.test',
        'memberships', jsonb_build_array(
            pg_temp.membership('alder', 'owner')
        )
    ),
    'a token is given for a new one'
) from made;
select is(pg_temp.live(), 'b', 'which takes its place');
select is(
    pg_temp.rotate('b', 'c') ->> 'tenant_id', given.tenant_id('alder')::text,
    'and can be given for the next'
);

select given.nobody();
select given.member('alder', 'Otto', 'owner');
update data.members set role = 'manager' where user_id = given.user_id('alder', 'Olga');
select is(pg_temp.rotate('c', 'd') ->> 'role', 'manager', 'the role is what it is by now');
select given.nobody();
select is(
    (select count(distinct family_id)::integer from data.sessions), 1,
    'all of it is one family'
);

-- One that comes twice.

select pg_temp.start('e');
select pg_temp.start('f', 'Sam');
select is(
    pg_temp.rotate('b', '1'), '{"reused": true}', 'a token that was used before is told from others'
);
select is(pg_temp.live(), 'ef', 'and ends all that came of that sign-in, and nothing else');
select throws_ok(
    $$ select pg_temp.rotate('d', '1') $$, 'KA003', null, 'also for who has the latest token'
);
select throws_ok(
    $$ select pg_temp.rotate('b', '1') $$, 'KA003', null, 'there is nothing more to end then'
);

-- Others that are refused.

select throws_ok(
    $$ select pg_temp.rotate('9', '1') $$, 'KA003', null, 'a token has to be ours'
);
select throws_ok(
    $$ select pg_temp.rotate('e', '1', 'f') $$, 'KA003', null, 'and to be the one that was brought'
);
select given.nobody();
update data.sessions set expires_at = now() where token_hash = decode(repeat('e0', 32), 'hex');
select throws_ok(
    $$ select pg_temp.rotate('e', '1') $$, 'KA003', null, 'and not to have expired'
);
select given.nobody();
delete from data.members where user_id = given.user_id('alder', 'Sam');
select throws_ok(
    $$ select pg_temp.rotate('f', '1') $$, 'KA003', null, 'who no longer works there is out'
);

select given.nobody();
select is(
    (select count(*)::integer from data.sessions where left(encode(token_hash, 'hex'), 1) = '1'), 0,
    'nothing came of any of that'
);
select is(
    (select count(*)::integer from data.sessions where rotated_at is not null), 3,
    'and what had been used is known to have been'
);

select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select api.rotate_session(given.tenant_id('birch'), repeat('e0', 32), repeat('10', 32)) $$,
    'KA003', null, 'an owner cannot use the tokens of others'
);
select given.nobody();
select ok(
    not has_function_privilege(
        'holdfast_person', 'api.rotate_session(uuid, text, text)', 'execute'
    ),
    'nor can somebody at a psql prompt'
);

select * from finish();
rollback;
