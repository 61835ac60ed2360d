-- api.list_account_feeds: one's own.

begin;
select plan(3);

select given.patron('Zoe'), given.patron('Eve');
insert into data.account_feeds (feed_id, user_id, token_hash)
values (
    '01900000-0000-7000-8000-000000000001', given.patron_id('Zoe'), private.token_hash('zoe')
);

select given.acting_as_patron('Zoe');
select is(
    api.list_account_feeds(null) #>> '{items,0,id}',
    '01900000-0000-7000-8000-000000000001',
    'whoever made it sees it'
);
select given.acting_as_patron('Eve');
select is(api.list_account_feeds(null) -> 'items', '[]', 'and nobody else');
select given.acting_for(null);
select throws_ok($$ select api.list_account_feeds(null) $$, 'KA001', null, 'nor a guest');

select * from finish();
rollback;
