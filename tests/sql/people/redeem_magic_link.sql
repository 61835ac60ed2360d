-- api.redeem_magic_link: signing in by a link.

begin;
select plan(10);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner');
select given.acting_for(null, 'guest');
select api.request_magic_link(null, 'olga@alder.test');
select api.request_magic_link(null, 'new.person@people.test', 'it');

create function pg_temp.redeem(p_hash text) returns jsonb
    language sql
as $$
    select api.redeem_magic_link(null, repeat(p_hash, 32));
$$;

select given.following('olga@alder.test');
select is(pg_temp.redeem('aa') ->> 'role', 'owner', 'a member is signed in to their business');
select throws_ok($$ select pg_temp.redeem('bb') $$, 'KA004', null, 'once');
select given.following('new.person@people.test');
select is(
    pg_temp.redeem('bb') - '{session_id,family_id,user_id}'::text[],
    '{"name": "new.person", "role": "customer", "email": "new.person@people.test",
        "tenant_id": null, "memberships": []}',
    'who has no account has one then'
);
select given.nobody();
select set_eq(
    $$ select name::text, locale::text, email_verified_at from data.users $$,
    $$ values ('Olga', null, now()), ('new.person', 'it', now()) $$,
    'and everybody has proved their address'
);

select given.acting_for(null, 'guest');
select api.request_magic_link(null, 'olga@alder.test');
select given.nobody();
update data.users set totp_secret = 's', totp_on_at = now() where name = 'Olga';
select given.following('olga@alder.test');
select throws_ok($$ select pg_temp.redeem('cc') $$, 'KA011', null, 'not without the second factor');
select lives_ok(
    $$ select api.redeem_magic_link(null, repeat('cc', 32), p_step => 5) $$,
    'the link is good until it comes with it'
);

select given.acting_for(null, 'guest');
select api.request_magic_link(null, 'olga@alder.test');
select given.nobody();
update data.one_time_links set expires_at = now();
select given.following('olga@alder.test');
select throws_ok($$ select pg_temp.redeem('dd') $$, 'KA004', null, 'not after its time');

select given.acting_for(null, 'guest');
select api.request_password_reset(null, 'olga@alder.test');
select given.following('olga@alder.test');
select throws_ok(
    $$ select pg_temp.redeem('dd') $$, 'KA004', null, 'nor by a link for something else'
);

-- Who is a customer somewhere has the name and the language that they have there.
select given.nobody();
insert into data.customers (tenant_id, name, email, locale)
values (given.tenant_id('alder'), 'Giulia Rossi', 'giulia@people.test', 'it');
select given.acting_for(null, 'guest');
select api.request_magic_link(null, 'giulia@people.test');
select given.nobody();
select is(
    (select locale::text from data.messages where recipient = 'giulia@people.test'), 'it',
    'they are written to in their language'
);
select given.following('giulia@people.test');
select pg_temp.redeem('ee');
select given.nobody();
select results_eq(
    $$ select name::text, locale::text from data.users where email = 'giulia@people.test' $$,
    $$ values ('Giulia Rossi', 'it') $$, 'and their account says both'
);

select * from finish();
rollback;
