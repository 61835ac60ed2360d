-- api.switch_tenant: from one business to another that one works for.

begin;
select plan(9);

select given.tenant('alder');
select given.tenant('birch');
select given.tenant('cedar');
select given.member('alder', 'Olga', 'owner');
insert into data.members (tenant_id, user_id, role)
values (given.tenant_id('birch'), given.user_id('alder', 'Olga'), 'staff');

create function pg_temp.switch(p_slug text, p_hash text default repeat('bb', 32)) returns jsonb
    language sql
as $$
    select api.switch_tenant(
        p_tenant_id => given.tenant_id('alder'), p_tenant => given.tenant_id(p_slug),
        p_token_hash => p_hash
    );
$$;

select given.acting_for(
    null, 'guest', null, jsonb_build_object('sub', given.user_id('alder', 'Olga'))
);
select api.start_session(null, given.user_id('alder', 'Olga'), repeat('aa', 32), 'alder');

select given.acting_for('alder', 'owner', 'Olga');
create temporary table made as select pg_temp.switch('birch') as session;
select is(
    session - '{session_id,family_id,memberships}'::text[],
    jsonb_build_object(
        'user_id', given.user_id('alder', 'Olga'),
        'tenant_id', given.tenant_id('birch'),
        'role', 'staff',
        'name', 'Olga',
        'email', 'olga@alder.test'
    ),
    'the session is for the other business, with the role there'
) from made;
select is(jsonb_array_length(session -> 'memberships'), 2, 'and names all, as ever') from made;
select throws_ok(
    $$ select pg_temp.switch('cedar') $$, 'KN001', null, 'one has to work there'
);
select throws_ok(
    $$ select pg_temp.switch('nowhere') $$, 'KN001', null, 'and it has to be there'
);
select is(
    pg_temp.switch('alder', repeat('cc', 32)) ->> 'role', 'owner', 'where one is, one may stay'
);
select given.acting_for('cedar', 'owner', null, jsonb_build_object('sub', uuidv7()));
select throws_ok(
    $$ select pg_temp.switch('alder') $$, 'KN001', null, 'nobody gets in where others work'
);
select given.acting_for('alder');
select throws_ok($$ select pg_temp.switch('birch') $$, 'KA001', null, 'a guest has to sign in');

select given.nobody();
select is(
    (select count(distinct family_id)::integer from data.sessions), 3,
    'each is a family of its own'
);
select is(
    (select count(*)::integer from data.sessions where revoked_at is null), 3,
    'and what was there before stays'
);

select * from finish();
rollback;
