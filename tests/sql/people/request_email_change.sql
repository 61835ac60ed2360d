-- api.request_email_change: asking to sign in with another address.

begin;
select plan(5);

select given.account('Ann');
select given.account('Bob');
select given.acting_for(null, 'guest');
select throws_ok(
    $$ select api.request_email_change(null, 'x@people.test') $$, 'KA001', null, 'not for a guest'
);
select given.acting_as('Ann');
select api.request_email_change(null, 'New@people.test');
select given.nobody();
select is(given.mail('new@people.test'), 'change_email', 'a link goes to the new address');
select is(given.mail('ann@people.test'), 'email_change_notice', 'the old one is told');
select given.acting_as('Ann');
select api.request_email_change(null, 'bob@people.test');
select given.nobody();
select is(
    given.mail('bob@people.test'), 'account_exists', 'who has that address is told, nobody else'
);
select is(
    (select user_id from data.one_time_links where link_id = given.link('bob@people.test')),
    given.user_id('people', 'Bob'), 'and the link is theirs'
);

select * from finish();
rollback;
