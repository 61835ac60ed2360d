-- api.get_feed: for whoever has its token.

begin;
select plan(2);

select given.tenant('alder'), given.tenant('birch');
select given.resource('alder', 'Ann');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Ann', 'staff');
insert into data.feeds (feed_id, tenant_id, user_id, resource_id, token_hash)
values (
    '01900000-0000-7000-8000-000000000001', given.tenant_id('alder'),
    given.user_id('alder', 'Ann'), given.resource_id('alder', 'Ann'), private.token_hash('ann')
);

select given.acting_for('alder', 'guest', null, jsonb_build_object(
    'feed_hash', encode(sha256('ann'), 'hex')
));
select is(
    api.get_feed(given.tenant_id('alder')),
    '{"name": "Ann", "time_zone": "Europe/Rome", "events": []}', 'it says what is booked'
);
select given.acting_for('alder');
select throws_ok(
    $$ select api.get_feed(given.tenant_id('alder')) $$, 'KN571', null, 'to nobody else'
);

select * from finish();
rollback;
