-- api.find_credentials: what a password is verified against, for who signs in and nobody else.

begin;
select plan(14);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Sam', 'staff');
update data.users set password_hash = '$argon2id$olga' where name = 'Olga';

create function pg_temp.credentials(p_email text) returns jsonb
    language sql
as $$
    select api.find_credentials(p_tenant_id => null, p_email => p_email);
$$;

create function pg_temp.signing_in(p_email text) returns void
    language sql
as $$
    select given.acting_for(null, 'guest', null, jsonb_build_object('email', p_email));
$$;

select pg_temp.signing_in('olga@alder.test');
select is(
    pg_temp.credentials('olga@alder.test'),
    jsonb_build_object(
        'user_id', given.user_id('alder', 'Olga'), 'password_hash', '$argon2id$olga'
    ),
    'who signs in is found'
);
select is(
    pg_temp.credentials('OLGA@alder.test') ->> 'password_hash', '$argon2id$olga', 'in any case'
);
select is(
    pg_temp.credentials('sam@alder.test'), '{"user_id": null, "password_hash": null}',
    'nobody else is'
);
select pg_temp.signing_in('sam@alder.test');
select is(
    pg_temp.credentials('sam@alder.test'),
    jsonb_build_object('user_id', given.user_id('alder', 'Sam'), 'password_hash', null),
    'somebody may have no password'
);
select pg_temp.signing_in('nobody@alder.test');
select is(
    pg_temp.credentials('nobody@alder.test'), '{"user_id": null, "password_hash": null}',
    'who is not there is no error'
);
select pg_temp.signing_in('nonsense');
select is(
    pg_temp.credentials('nonsense') ->> 'user_id', null, 'and neither is nonsense'
);
select given.acting_for('alder', 'owner', 'Sam');
select is(
    pg_temp.credentials('olga@alder.test') ->> 'user_id', null,
    'colleagues do not see each other''s, whatever their role'
);

select given.nobody();
delete from data.throttle_buckets;
select given.acting_for(null, 'guest', null, '{"email": "zed@alder.test", "source": "192.0.2.1"}');
select lives_ok(
    $$ select pg_temp.credentials('zed@alder.test') from generate_series(1, 10) $$,
    'ten tries at once, known or not'
);
select throws_ok(
    $$ select pg_temp.credentials('Zed@alder.test') $$, 'KL002', null, 'are enough for now'
);
select lives_ok(
    $$ select pg_temp.credentials('yan@alder.test') from generate_series(1, 10) $$,
    'whoever else signs in from there does not feel it'
);

-- Olga has signed in from there before.
select given.nobody();
select given.acting_for(null, 'guest', null, '{"source": "192.0.2.1"}');
reset role;
select private.greet('olga@alder.test');
select given.acting_for(
    null, 'guest', null, '{"email": "olga@alder.test", "source": "192.0.2.66"}'
);
select lives_ok(
    $$ select pg_temp.credentials('olga@alder.test') from generate_series(1, 10) $$,
    'strangers try her password'
);
select throws_ok(
    $$ select pg_temp.credentials('olga@alder.test') $$, 'KL002', null, 'until they wait'
);
select given.nobody();
select given.acting_for(null, 'guest', null, '{"email": "olga@alder.test", "source": "192.0.2.1"}');
select lives_ok(
    $$ select pg_temp.credentials('olga@alder.test') $$, 'she does not wait where she was before'
);

select given.nobody();
select ok(
    not has_function_privilege('holdfast_person', 'api.find_credentials(uuid, text)', 'execute'),
    'nobody at a psql prompt gets hashes to see'
);

select * from finish();
rollback;
