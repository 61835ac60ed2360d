-- api.delete_me: an account goes, and what businesses know stays. tests/python/test_erasure.py
-- searches every column.

begin;
select plan(12);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.account('Ann');
select given.account('Bob');
select given.account('Ada');
insert into data.platform_admins (user_id) values (given.user_id('people', 'Ada'));
insert into data.sessions (family_id, user_id, token_hash, expires_at)
select uuidv7(), user_id, uuid_send(user_id), now() + interval '1 day'
from data.users where email like '%@people.test';
insert into data.recovery_codes (user_id, code_hash)
select user_id, uuid_send(user_id) from data.users where email like '%@people.test';
insert into data.customers (tenant_id, name, email)
select given.tenant_id('birch'), name, email from data.users where name in ('Ann', 'Bob');
insert into data.one_time_links (tenant_id, purpose, email, user_id, expires_at)
select t.id, 'sign_in', u.email, case when t.id is null then u.user_id end, now() + interval '1 day'
from data.users as u, (values (null), (given.tenant_id('birch'))) as t (id)
where u.name in ('Ann', 'Bob');
insert into data.messages (tenant_id, kind, recipient, locale)
select t.id, 'told', u.email, 'en'
from data.users as u, (values (null), (given.tenant_id('birch'))) as t (id)
where u.name in ('Ann', 'Bob');
insert into data.idempotency_keys (tenant_id, caller, idempotency_key, request_hash, answer)
select private.applicant_id(u.email), 'applicant', 'k', 'h', '{}'
from data.users as u where u.name in ('Ann', 'Bob');

create function pg_temp.outcome() returns text
    language sql
as $$ select given.outcome('select api.delete_me(null)') $$;

select given.acting_for(null, 'guest');
select is(pg_temp.outcome(), 'KA001', 'not for a guest');
select given.acting_for('alder', 'owner', 'Olga');
select is(pg_temp.outcome(), 'KC102', 'who works somewhere leaves first');
select given.acting_for(null, 'customer', null, jsonb_build_object(
    'sub', given.user_id('alder', 'Olga')
));
select is(pg_temp.outcome(), 'KC102', 'whatever their token is for');
select given.acting_as('Ada');
select is(pg_temp.outcome(), 'KC102', 'and so does who runs the platform');
select given.acting_as('Ann');
select is(pg_temp.outcome(), 'done', 'whoever has an account only can have it erased');
select is(pg_temp.outcome(), 'KA001', 'once');

select given.nobody();
select results_eq(
    $$ select name::text from data.users order by name $$, '{Ada,Bob,Olga}'::text[],
    'nobody else is'
);
select is(
    (select count(*)::integer from data.sessions)
    + (select count(*)::integer from data.recovery_codes), 4,
    'with what they signed in with'
);
select results_eq(
    $$
        select split_part(recipient, '@', 1), count(tenant_id)::integer, count(*)::integer
        from data.messages group by 1 order by 1
    $$,
    $$ values ('ann', 1, 1), ('bob', 1, 2) $$,
    'what was written to them in the name of no business goes'
);
select results_eq(
    $$
        select split_part(email, '@', 1), count(tenant_id)::integer, count(*)::integer
        from data.one_time_links group by 1 order by 1
    $$,
    $$ values ('ann', 1, 1), ('bob', 1, 2) $$,
    'and links'
);
select is(
    (select array_agg(tenant_id) from data.idempotency_keys where caller = 'applicant'),
    array[private.applicant_id('bob@people.test')],
    'and what they were answered as an applicant'
);
select results_eq(
    $$ select name::text, email::text from data.customers order by name $$,
    $$ values ('Ann', 'ann@people.test'), ('Bob', 'bob@people.test') $$,
    'customers are a business''s'
);

select * from finish();
rollback;
