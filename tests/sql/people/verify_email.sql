-- api.verify_email: proving one's address.

begin;
select plan(4);

select given.account('Ann');
select given.acting_for(null, 'guest');
select throws_ok($$ select api.verify_email(null) $$, 'KA004', null, 'not without a link');
select given.acting_as('Ann');
select api.request_email_verification(null);
select given.following('ann@people.test');
reset role;
update data.users set email = 'other@people.test';
set local role holdfast_web;
select throws_ok(
    $$ select api.verify_email(null) $$, 'KA004', null, 'not another address than it was sent to'
);
reset role;
update data.users set email = 'ann@people.test';
select given.following('ann@people.test');
select lives_ok($$ select api.verify_email(null) $$, 'who follows it proves it');
select given.nobody();
select is((select email_verified_at from data.users), now(), 'which is written down');

select * from finish();
rollback;
