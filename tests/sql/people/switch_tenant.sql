-- api.switch_tenant: from one business to another that one works for.

begin;
select plan(16);

select given.tenant('alder');
select given.tenant('birch');
select given.tenant('cedar');
select given.member('alder', 'Olga', 'owner');
select given.member('cedar', 'Cy', 'owner');
insert into data.members (tenant_id, user_id, role)
values (given.tenant_id('birch'), given.user_id('alder', 'Olga'), 'staff');

create function pg_temp.switch(p_slug text, p_hash text default 'bb') returns jsonb
    language sql
as $$
    select api.switch_tenant(
        p_tenant_id => given.tenant_id('alder'), p_tenant => given.tenant_id(p_slug),
        p_token_hash => repeat(p_hash, 32)
    );
$$;

select given.acting_for(
    null, 'guest', null, jsonb_build_object('sub', given.user_id('alder', 'Olga'))
);
create temporary table signed_in as
select
    api.start_session(null, given.user_id('alder', 'Olga'), repeat('aa', 32), 'alder') as session;

create function pg_temp.act() returns void
    language sql
as $$
    select given.acting_for('alder', 'owner', 'Olga', (
        select jsonb_build_object('sid', session -> 'family_id') from signed_in
    ));
$$;

create function pg_temp.renew(p_hash text, p_new_hash text) returns jsonb
    language plpgsql
as $$
begin
    perform given.acting_for(
        null, 'guest', null, jsonb_build_object('token_hash', repeat(p_hash, 32))
    );
    return api.rotate_session(null, repeat(p_hash, 32), repeat(p_new_hash, 32));
end;
$$;

select given.nobody();
grant select on signed_in to public;
select pg_temp.act();
create temporary table made as select pg_temp.switch('birch') as session;
select is(
    session - '{session_id,memberships}'::text[],
    jsonb_build_object(
        'user_id', given.user_id('alder', 'Olga'),
        'family_id', (select s.session -> 'family_id' from signed_in as s),
        'tenant_id', given.tenant_id('birch'),
        'role', 'staff',
        'name', 'Olga',
        'email', 'olga@alder.test'
    ),
    'the session is for the other business, with the role there, and of the same sign-in'
) from made;
select is(jsonb_array_length(session -> 'memberships'), 2, 'and names all, as ever') from made;
select throws_ok(
    $$ select pg_temp.switch('cedar') $$, 'KN001', null, 'one has to work there'
);
select throws_ok(
    $$ select pg_temp.switch('nowhere') $$, 'KN001', null, 'and it has to be there'
);
select is(pg_temp.switch('alder', 'cc') ->> 'role', 'owner', 'where one is, one may stay');
select is(
    jsonb_array_length(api.list_sessions(null) -> 'items'), 1, 'all that is being signed in once'
);

select is(pg_temp.renew('bb', 'b2') ->> 'role', 'staff', 'the new session is renewed by itself');
select is(pg_temp.renew('aa', 'a2') ->> 'role', 'owner', 'and so is the old one');
select pg_temp.act();
select is(
    jsonb_array_length(api.list_sessions(null) -> 'items'), 1, 'and it is one sign-in still'
);

-- Whose token it is, and of what.

select given.acting_for('cedar', 'owner', 'Cy', (
    select jsonb_build_object('sid', session -> 'family_id') from signed_in
));
select throws_ok(
    $$ select pg_temp.switch('cedar', 'dd') $$, 'KA003', null, 'nobody goes on in that of another'
);
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select pg_temp.switch('birch', 'dd') $$, 'KF032', null, 'nor without having signed in here'
);
select given.acting_for('alder');
select throws_ok($$ select pg_temp.switch('birch') $$, 'KA001', null, 'a guest has to sign in');

-- What ends the sign-in ends all of it.

select is(pg_temp.renew('bb', 'b3'), '{"reused": true}', 'a token that comes twice ends all of it');
select pg_temp.act();
select throws_ok(
    $$ select pg_temp.switch('birch', 'dd') $$, 'KA003', null, 'from then on there is no way on'
);
select given.nobody();
update data.sessions set revoked_at = null;
select pg_temp.act();
select api.end_sessions(null);
select throws_ok(
    $$ select pg_temp.switch('birch', 'dd') $$, 'KA003', null, 'nor after signing out everywhere'
);
select given.nobody();
update data.sessions set revoked_at = null, expires_at = now();
select pg_temp.act();
select throws_ok(
    $$ select pg_temp.switch('birch', 'dd') $$, 'KA003', null, 'nor when it is too old'
);

select * from finish();
rollback;
