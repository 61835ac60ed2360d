-- api.claim_stripe_syncs: of whose accounts Stripe is to be asked, each by one.

begin;
select plan(4);

select given.tenant('alder');
select given.payment_account('alder');

select given.acting_for(null, 'worker');
select is(
    jsonb_path_query_array(api.claim_stripe_syncs(null), '$.items[*].account_id'),
    '[null, "acct_alder"]', 'ours and theirs'
);
select is(api.claim_stripe_syncs(null) -> 'items', '[]', 'once an hour');
select is(
    jsonb_path_query_array(
        api.claim_stripe_syncs(given.tenant_id('alder'), p_now => true), '$.items[*].account_id'
    ),
    '["acct_alder"]', 'or when somebody wants it'
);
select given.acting_for('alder', 'owner');
select throws_ok('select api.claim_stripe_syncs(null)', '42501', null, 'by the worker');

select * from finish();
rollback;
