-- api.list_deliveries: what was and is to be told, the newest first.

begin;
select plan(11);

select given.deliveries('alder');
select given.tenant('birch');
select given.member('birch', 'Bea', 'owner');

select is(
    given.outcomes('alder', $$ select api.list_deliveries(given.tenant_id('alder')) $$),
    'guest KA001, staff KF001, manager done, owner done', 'owners and managers look after them'
);
select is(
    given.kinds(api.list_deliveries(given.tenant_id('alder'))), 'ping e3 e2 e1',
    'the newest first'
);
select is(
    given.kinds(api.list_deliveries(given.tenant_id('alder'), p_limit => 1, p_cursor => (
        api.list_deliveries(given.tenant_id('alder'), p_limit => 2) ->> 'next_cursor'
    ))), 'e2', 'in pages'
);
select is(
    given.kinds(api.list_deliveries(given.tenant_id('alder'), p_channel => 'webhook')), 'ping',
    'of a channel'
);
select is(
    given.kinds(api.list_deliveries(
        given.tenant_id('alder'), p_channel => 'email', p_target_id => given.target_id(),
        p_status => 'pending'
    )), 'e3 e2 e1', 'of a target'
);
select is(
    given.kinds(api.list_deliveries(given.tenant_id('alder'), p_event_id => (
        api.get_delivery(given.tenant_id('alder'), given.delivery_id('e2')) ->> 'event_id'
    )::uuid)), 'e2', 'of an event'
);
select is(
    given.kinds(api.list_deliveries(given.tenant_id('alder'), p_status => 'dead')), null,
    'none is dead'
);

select is(
    given.outcome($$ select api.list_deliveries(given.tenant_id('alder'), p_status => 'foo') $$),
    '23514', 'there is no such status'
);
select is(
    given.outcome($$ select api.list_deliveries(given.tenant_id('alder'), p_channel => 'fax') $$),
    '23514', 'nor such a channel'
);

select given.claimed('alder');
select given.settled('alder', 'e2', 'gone');
select given.acting_for('alder', 'owner', 'Olga');
select is(
    given.kinds(api.list_deliveries(given.tenant_id('alder'), p_status => 'dead')), 'e2',
    'until one is'
);

select given.acting_for('birch', 'owner', 'Bea');
select is(
    given.kinds(api.list_deliveries(given.tenant_id('birch'))), null, 'others have their own'
);

select * from finish();
rollback;
