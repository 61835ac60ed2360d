-- api.delete_account_feed: then nobody reads it.

begin;
select plan(3);

select given.patron('Zoe'), given.patron('Eve');
insert into data.account_feeds (feed_id, user_id, token_hash)
values (
    '01900000-0000-7000-8000-000000000001', given.patron_id('Zoe'), private.token_hash('zoe')
);

create function pg_temp.delete_feed() returns void
    language sql
    return api.delete_account_feed(null, '01900000-0000-7000-8000-000000000001');

select given.acting_as_patron('Eve');
select throws_ok(
    $$ select pg_temp.delete_feed() $$, 'KN571', null, 'others do not remove it'
);
select given.acting_as_patron('Zoe');
select lives_ok(
    $$ select pg_temp.delete_feed() $$, 'whoever made it does'
);
select throws_ok($$ select pg_temp.delete_feed() $$, 'KN571', null, 'once');

select * from finish();
rollback;
