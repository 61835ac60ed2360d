-- api.redeem_email_change: another address from now on.

begin;
select plan(5);

select given.account('Ann');
select given.acting_for(null, 'guest');
select throws_ok($$ select api.redeem_email_change(null) $$, 'KA004', null, 'not without a link');
select given.acting_as('Ann');
select api.request_email_change(null, 'new@people.test');
select given.nobody();
create temporary table asked as select given.link('new@people.test') as link_id;
insert into data.users (email, name) values ('new@people.test', 'Quick');
select given.following('new@people.test');
select throws_ok(
    $$ select api.redeem_email_change(null) $$, 'KC060', null, 'nor if somebody was quicker'
);
reset role;
delete from data.users where name = 'Quick';
select given.following('new@people.test');
select lives_ok($$ select api.redeem_email_change(null) $$, 'who follows it has the address');
select given.nobody();
select results_eq(
    $$ select email::text, email_verified_at from data.users $$,
    $$ values ('new@people.test', now()) $$,
    'and has proved it'
);
select given.following('new@people.test');
select throws_ok($$ select api.redeem_email_change(null) $$, 'KA004', null, 'once');

select * from finish();
rollback;
