-- api.redeem_sign_up: the account is there once the link is followed.

begin;
select plan(11);

create function pg_temp.redeem(p_hash text, p_name text default null) returns jsonb
    language sql
as $$
    select api.redeem_sign_up(null, repeat(p_hash, 32), 'of ' || p_hash, p_name);
$$;

select given.acting_for(null, 'guest');
select throws_ok($$ select pg_temp.redeem('aa') $$, 'KA004', null, 'not without a link');
select api.sign_up(null, 'bob@people.test', 'Bob', 'it');
select given.nobody();
create temporary table first as select given.link('bob@people.test') as link_id;
select given.acting_for(null, 'guest');
select api.sign_up(null, 'bob@people.test', 'Mole');

select given.following('bob@people.test');
select is(
    pg_temp.redeem('aa') - '{session_id,family_id,user_id}'::text[],
    '{"name": "Mole", "role": "customer", "email": "bob@people.test", "tenant_id": null,
        "memberships": []}',
    'who follows it is signed in'
);
select throws_ok($$ select pg_temp.redeem('bb') $$, 'KA004', null, 'once');
select given.nobody();
select results_eq(
    $$ select password_hash, locale::text, email_verified_at from data.users $$,
    $$ values ('of aa', null, now()) $$,
    'with the password that they choose, and an address that is proved'
);

update data.users set password_hash = 'mine';
select given.acting_for(
    null, 'guest', null, jsonb_build_object('link_id', (select link_id from first))
);
select is(pg_temp.redeem('cc') ->> 'name', 'Mole', 'another link to the address signs in as well');
select given.nobody();
select is((select password_hash from data.users), 'mine', 'and leaves the account as it is');
select is((select count(*)::integer from data.users), 1, 'one address, one account');

update data.one_time_links set used_at = null;
update data.users set totp_secret = 's', totp_on_at = now();
select given.following('bob@people.test');
select throws_ok($$ select pg_temp.redeem('dd') $$, 'KA011', null, 'not without the second factor');
select lives_ok(
    $$ select api.redeem_sign_up(null, repeat('dd', 32), 'other', p_step => 5) $$,
    'the link is good until it comes with it'
);

select given.acting_for(null, 'guest');
select api.sign_up(null, 'zoe@people.test', 'Mole');
select given.following('zoe@people.test');
select is(
    pg_temp.redeem('ee', 'Zoe') ->> 'name', 'Zoe', 'who follows it says what they are called'
);

select given.acting_for(null, 'guest');
select api.sign_up(null, 'una@people.test');
select given.following('una@people.test');
select is(pg_temp.redeem('ff') ->> 'name', 'una', 'or nobody does');

select * from finish();
rollback;
