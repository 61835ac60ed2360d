-- api.get_account_feed: for whoever has its token.

begin;
select plan(2);

select given.patron('Zoe'), given.patron('Eve');
insert into data.account_feeds (feed_id, user_id, token_hash)
values (
    '01900000-0000-7000-8000-000000000001', given.patron_id('Zoe'), private.token_hash('zoe')
);

select given.acting_for(null, 'guest', null, jsonb_build_object(
    'feed_hash', encode(sha256('zoe'), 'hex')
));
select is(
    api.get_account_feed(null), '{"name": null, "time_zone": null, "events": []}',
    'it says what is booked'
);
select given.acting_for(null);
select throws_ok($$ select api.get_account_feed(null) $$, 'KN571', null, 'to nobody else');

select * from finish();
rollback;
