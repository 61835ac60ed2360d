-- api.export_me: what is known of somebody who signs in. tests/python/test_privacy.py compares it
-- with what a business exports.

begin;
select plan(8);

select given.tenant('alder');
select given.tenant('birch');
select given.tenant('cedar');
select given.account('Ann');
select given.account('Bob');
update data.users set email_verified_at = now(), password_hash = 'hashed', totp_secret = 'sealed'
where name = 'Ann';
insert into data.sessions (family_id, user_id, token_hash, expires_at)
select uuidv7(), user_id, uuid_send(user_id), now() + interval '1 day' from data.users;
insert into data.customers (tenant_id, name, email)
select given.tenant_id(slug), 'Ann of ' || slug, 'ann@people.test'
from (values ('alder'), ('birch')) as t (slug);
insert into data.customers (tenant_id, name, email)
select given.tenant_id(slug), 'Bob of ' || slug, 'bob@people.test'
from (values ('alder'), ('cedar')) as t (slug);

create function pg_temp.said(p_path text) returns jsonb
    language sql
as $$ select jsonb_path_query_array(api.export_me(null), p_path::jsonpath) $$;

select given.acting_for(null, 'guest');
select throws_ok($$ select api.export_me(null) $$, 'KA001', null, 'not for a guest');

select given.acting_as('Ann');
select is(pg_temp.said('$.profile.email'), '["ann@people.test"]', 'it is their account');
select is(pg_temp.said('$.businesses[*].slug'), '["alder", "birch"]', 'and whoever knows them');
select is(
    pg_temp.said('$.businesses[*].records.customers[*].name'), '["Ann of alder", "Ann of birch"]',
    'as whom: nobody else'
);
select is(pg_temp.said('$.sessions.size()'), '[1]', 'and where they signed in, of nobody else');
select is(
    pg_temp.said('$.profile.keyvalue().key ? (@ like_regex "hash|secret")')
    || pg_temp.said('$.sessions[*].keyvalue().key ? (@ like_regex "hash|secret")'),
    '[]', 'nothing that signs in'
);

select given.acting_as('Bob');
select is(pg_temp.said('$.profile.email'), '["bob@people.test"]',
    'who has not shown that they read it');
select is(pg_temp.said('$.businesses[*].slug'), '[]', 'is told nothing of who knows the address');

select * from finish();
rollback;
