-- api.disable_totp: switching the second factor off.

begin;
select plan(7);

select given.account('Ann');
select given.acting_for(null, 'guest');
select throws_ok($$ select api.disable_totp(null, 6) $$, 'KA001', null, 'not for a guest');
select given.acting_as('Ann');
select throws_ok($$ select api.disable_totp(null, 6) $$, 'KC062', null, 'there has to be one');
select api.start_totp(null, 'sealed');
select api.confirm_totp(null, '["aa"]', 5, 'sealed');
select throws_ok($$ select api.disable_totp(null) $$, 'KA011', null, 'not without a code');
select throws_ok(
    $$ select api.disable_totp(null, 5) $$, 'KA012', null, 'nor with one that was used'
);
select lives_ok(
    $$ select api.disable_totp(null, p_recovery_hash => 'aa') $$, 'a recovery code will do'
);
select given.nobody();
select results_eq(
    $$ select totp_secret, totp_on_at, totp_last_step from data.users $$,
    $$ values (null, null::timestamptz, null::bigint) $$,
    'nothing of it is left'
);
select is_empty($$ select from data.recovery_codes $$, 'no codes either');

select * from finish();
rollback;
