-- api.settle_stripe_sync: how far Stripe was asked.

begin;
select plan(4);

select given.tenant('alder');
select given.payment_account('alder');

update data.stripe_syncs set events_until = to_timestamp(1000);
select given.acting_for('alder', 'worker');
select api.settle_stripe_sync(given.tenant_id('alder'), p_events_until => 2000, p_repaired => 3);
select api.settle_stripe_sync(given.tenant_id('alder'), p_events_until => 1500, p_repaired => 1);
reset role;
select is(
    (select extract(epoch from events_until)::integer from data.stripe_syncs
    where tenant_id = given.tenant_id('alder')),
    2000, 'never back'
);
select is(
    (select repaired from data.stripe_syncs where tenant_id = given.tenant_id('alder')), 4,
    'what was put right adds up'
);
select is(
    (select extract(epoch from events_until)::integer from data.stripe_syncs
    where tenant_id <> given.tenant_id('alder')),
    1000, 'of others nothing is said'
);
select given.acting_for('alder', 'owner');
select throws_ok(
    $$ select api.settle_stripe_sync(given.tenant_id('alder')) $$, '42501', null, 'by the worker'
);

select * from finish();
rollback;
