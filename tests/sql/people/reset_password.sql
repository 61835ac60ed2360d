-- api.reset_password: a new password by a link.

begin;
select plan(10);

select given.account('Ann');
update data.users set password_hash = 'old';
insert into data.sessions (family_id, user_id, token_hash, expires_at)
select uuidv7(), user_id, '\x01', now() + interval '1 day' from data.users;

create function pg_temp.asked() returns void
    language plpgsql
as $$
begin
    perform given.acting_for(null, 'guest');
    perform api.request_password_reset(null, 'ann@people.test');
    perform given.following('ann@people.test');
end;
$$;

create function pg_temp.reset(p_hash text) returns jsonb
    language sql
as $$
    select api.reset_password(null, repeat(p_hash, 32), 'new');
$$;

select pg_temp.asked();
select given.nobody();
create temporary table first as select given.link('ann@people.test') as link_id;
select pg_temp.asked();
select is(pg_temp.reset('aa') ->> 'name', 'Ann', 'who follows it is signed in');
select throws_ok($$ select pg_temp.reset('bb') $$, 'KA004', null, 'once');
select given.nobody();
select results_eq(
    $$ select password_hash, email_verified_at from data.users $$, $$ values ('new', now()) $$,
    'the password is another, and the address is proved'
);
select results_eq(
    $$ select revoked_at is null from data.sessions order by token_hash $$,
    $$ values (false), (true) $$,
    'whoever was signed in is signed out'
);
select is(given.mail('ann@people.test'), 'password_changed', 'and they are told');
select given.acting_for(
    null, 'guest', null, jsonb_build_object('link_id', (select link_id from first))
);
select throws_ok(
    $$ select pg_temp.reset('bb') $$, 'KA004', null, 'what else was sent is withdrawn'
);

select pg_temp.asked();
reset role;
update data.users set email = 'other@people.test';
select given.following('ann@people.test');
select throws_ok(
    $$ select pg_temp.reset('bb') $$, 'KA004', null, 'an address that is theirs no more is no proof'
);
reset role;
select is((select count(*)::integer from data.users), 1, 'nor does it open an account');

update data.users
set email = 'ann@people.test', totp_secret = 's', totp_on_at = now();
select given.following('ann@people.test');
select throws_ok($$ select pg_temp.reset('cc') $$, 'KA011', null, 'not without the second factor');
select lives_ok(
    $$ select api.reset_password(null, repeat('cc', 32), 'newer', p_step => 5) $$, 'but with it'
);

select * from finish();
rollback;
