-- api.get_delivery: one delivery, and what became of it.

begin;
select plan(6);

select given.deliveries('alder');
select given.tenant('birch');
select given.member('birch', 'Bea', 'owner');

select is(
    given.outcomes('alder', $$
        select api.get_delivery(given.tenant_id('alder'), given.delivery_id('e1'))
    $$),
    'guest KA001, staff KF001, manager done, owner done', 'owners and managers look after them'
);
select is(
    api.get_delivery(given.tenant_id('alder'), given.delivery_id('ping'))
    - '{id,created_at,due_at}'::text[],
    jsonb_build_object(
        'channel', 'webhook', 'target_id', given.target_id(), 'kind', 'ping',
        'event_id', null, 'data', '{}'::jsonb, 'status', 'pending', 'is_under_way', false,
        'attempts', 0, 'last_error', null, 'response', null, 'settled_at', null
    ),
    'what it is, and that nothing has become of it yet'
);
select is(
    given.outcome($$ select api.get_delivery(given.tenant_id('alder'), uuidv7()) $$), 'KN500',
    'there is none of that id'
);

select given.claimed('alder');
select given.acting_for('alder', 'owner', 'Olga');
select is(
    api.get_delivery(given.tenant_id('alder'), given.delivery_id('e1')) -> 'is_under_way', 'true',
    'whether somebody is at it'
);

select given.settled('alder', 'e1', 'delivered');
select given.acting_for('alder', 'owner', 'Olga');
select is(
    api.get_delivery(given.tenant_id('alder'), given.delivery_id('e1')) ->> 'status', 'delivered',
    'and when it is over'
);

select given.acting_for('birch', 'owner', 'Bea');
select is(
    given.outcome($$
        select api.get_delivery(given.tenant_id('birch'), given.delivery_id('e1'))
    $$),
    'KN500', 'that of another business does not exist'
);

select * from finish();
rollback;
