-- api.start_totp: a second factor that is not on yet.

begin;
select plan(5);

select given.account('Ann');
select given.acting_for(null, 'guest');
select throws_ok($$ select api.start_totp(null, 'sealed') $$, 'KA001', null, 'not for a guest');
select given.acting_as('Ann');
select lives_ok($$ select api.start_totp(null, 'sealed') $$, 'the secret is kept');
select lives_ok($$ select api.start_totp(null, 'another') $$, 'until there is another');
select given.nobody();
select results_eq(
    $$ select totp_secret, totp_on_at from data.users $$,
    $$ values ('another', null::timestamptz) $$,
    'it is not on'
);
update data.users set totp_on_at = now();
select given.acting_as('Ann');
select throws_ok($$ select api.start_totp(null, 'third') $$, 'KC061', null, 'one that is on stays');

select * from finish();
rollback;
