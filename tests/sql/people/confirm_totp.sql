-- api.confirm_totp: switching the second factor on.

begin;
select plan(10);

select given.account('Ann');
create function pg_temp.confirm(p_step bigint, p_secret text default 'sealed') returns void
    language sql
as $$
    select api.confirm_totp(null, jsonb_build_array('aa', 'bb'), p_step, p_secret);
$$;

select given.acting_for(null, 'guest');
select throws_ok($$ select pg_temp.confirm(5) $$, 'KA001', null, 'not for a guest');
select given.acting_as('Ann');
select throws_ok($$ select pg_temp.confirm(5) $$, 'KC062', null, 'it has to be begun');
select api.start_totp(null, 'sealed');
select throws_ok($$ select pg_temp.confirm(null) $$, 'KV070', null, 'a wrong code does nothing');
select throws_ok(
    $$ select pg_temp.confirm(5, 'another') $$, 'KV070', null, 'nor one of another secret'
);
select throws_ok($$ select pg_temp.confirm(5, null) $$, 'KV070', null, 'nor of none');
select lives_ok($$ select pg_temp.confirm(5) $$, 'a right one switches it on');
select throws_ok($$ select pg_temp.confirm(6) $$, 'KC061', null, 'once');
select given.nobody();
select results_eq(
    $$ select totp_on_at, totp_last_step from data.users $$, $$ values (now(), 5::bigint) $$,
    'that code is used'
);
select set_eq(
    $$ select code_hash, used_at from data.recovery_codes $$,
    $$ values ('\xaa'::bytea, null::timestamptz), ('\xbb', null) $$,
    'the recovery codes are not'
);
select is(given.mail('ann@people.test'), 'second_factor_on', 'and they are told');

select * from finish();
rollback;
