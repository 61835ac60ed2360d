-- api.request_email_verification: a link that proves one's address.

begin;
select plan(4);

select given.account('Ann');
select given.acting_for(null, 'guest');
select throws_ok(
    $$ select api.request_email_verification(null) $$, 'KA001', null, 'not for a guest'
);
select given.acting_as('Ann');
select api.request_email_verification(null);
select given.nobody();
select is(given.mail('ann@people.test'), 'verify_email', 'it is sent');
update data.users set email_verified_at = now();
select given.acting_as('Ann');
select api.request_email_verification(null);
select given.nobody();
select is((select count(*)::integer from data.messages), 1, 'not to somebody who has proved it');
select given.acting_as('Ann');
select throws_ok(
    $$ select api.request_email_verification(null) from generate_series(1, 5) $$, 'KL002', null,
    'nor for ever'
);

select * from finish();
rollback;
