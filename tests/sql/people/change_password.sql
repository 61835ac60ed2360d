-- api.change_password: a new password, knowing the old one.

begin;
select plan(6);

select given.account('Ann');
select given.account('Bob');
insert into data.sessions (family_id, user_id, token_hash, expires_at)
select
    f.family_id, given.user_id('people', f.name), f.token_hash, now() + interval '1 day'
from (values
    ('01900000-0000-7000-8000-000000000001'::uuid, 'Ann', '\x01'::bytea),
    ('01900000-0000-7000-8000-000000000002', 'Ann', '\x02'),
    ('01900000-0000-7000-8000-000000000003', 'Bob', '\x03')
) as f (family_id, name, token_hash);

select given.acting_for(null, 'guest');
select api.request_magic_link(null, 'ann@people.test');
select api.request_magic_link(null, 'bob@people.test');
select throws_ok($$ select api.change_password(null, 'new') $$, 'KA001', null, 'not for a guest');
select given.acting_as('Ann', '{"sid": "01900000-0000-7000-8000-000000000001"}');
select api.change_password(null, 'new');
select given.nobody();
select results_eq(
    $$ select name::text, password_hash from data.users order by name $$,
    $$ values ('Ann', 'new'), ('Bob', null) $$,
    'it is theirs'
);
select results_eq(
    $$ select token_hash from data.sessions where revoked_at is null order by token_hash $$,
    $$ values ('\x01'::bytea), ('\x03') $$,
    'they are signed out everywhere but here'
);
select is(given.mail('ann@people.test'), 'password_changed', 'they are told');

select results_eq(
    $$ select email::text from data.one_time_links where used_at is null $$,
    $$ values ('bob@people.test') $$,
    'links that would sign them in are withdrawn, also those that name no user'
);

select given.acting_as('Ann');
select api.change_password(null, 'newer');
select given.nobody();
select results_eq(
    $$ select token_hash from data.sessions where revoked_at is null $$,
    $$ values ('\x03'::bytea) $$,
    'who cannot say where they are is signed out there as well'
);

select * from finish();
rollback;
