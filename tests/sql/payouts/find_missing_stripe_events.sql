-- api.find_missing_stripe_events: which events we do not have.

begin;
select plan(2);

select given.tenant('alder');
select given.payment_account('alder');

select given.stripe_event('alder', 'person.updated', '{"id": "p", "object": "person"}', 'evt_2');
select given.acting_for(null, 'stripe');
select is(
    api.find_missing_stripe_events(null, '["evt_3", "evt_2", "evt_1"]') -> 'ids',
    '["evt_1", "evt_3"]', 'the last of those that are listed first'
);
select given.acting_for('alder', 'owner');
select throws_ok(
    $$ select api.find_missing_stripe_events(null, '[]') $$, 'KF001', null,
    'by the door they come through'
);

select * from finish();
rollback;
