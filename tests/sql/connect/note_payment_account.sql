-- api.note_payment_account: which account is whose, once; and what Stripe said of it before.

begin;
select plan(6);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner');

select given.acting_for('alder', 'stripe');
select throws_ok(
    $$ select api.note_payment_account(given.tenant_id('alder'), 'acct_alder') $$,
    'KN140', null, 'of what was begun'
);
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select api.note_payment_account(given.tenant_id('alder'), 'acct_alder') $$,
    'KF001', null, 'not by an owner'
);
select api.open_payment_account(given.tenant_id('alder'), 'IT');
reset role;
select is(
    given.stripe_event('alder', 'account.updated', jsonb_build_object(
        'id', 'acct_alder', 'object', 'account', 'charges_enabled', true,
        'payouts_enabled', true, 'details_submitted', true
    )),
    'unmatched',
    'an account of which we do not know whose it is'
);
select given.acting_for('alder', 'stripe');
select is(
    api.note_payment_account(given.tenant_id('alder'), 'acct_alder') ->> 'status', 'enabled',
    'is what was told of it once we do'
);
select api.note_payment_account(given.tenant_id('alder'), 'acct_other');
reset role;
select is(
    (select account_id from data.payment_accounts), 'acct_alder', 'it stays the one it is'
);
select is(
    (select count(*)::integer from data.stripe_syncs where tenant_id = given.tenant_id('alder')),
    1,
    'and what is told of it is looked for'
);

select * from finish();
rollback;
