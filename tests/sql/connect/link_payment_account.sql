-- api.link_payment_account: another link to what Stripe wants to know.

begin;
select plan(3);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');

select given.acting_for('alder', 'owner', 'Olga', '{"public_url": "http://localhost"}');
select throws_ok(
    $$ select api.link_payment_account(given.tenant_id('alder')) $$,
    'KN140', null, 'not of what there is not'
);
reset role;
select given.payment_account('alder');
select given.acting_for('alder', 'owner', 'Olga', '{"public_url": "http://localhost"}');
select is(
    api.link_payment_account(given.tenant_id('alder')) ->> 'account_id', 'acct_alder',
    'the account that there is'
);
select given.acting_for('alder', 'manager', 'Max');
select throws_ok(
    $$ select api.link_payment_account(given.tenant_id('alder')) $$,
    'KF001', null, 'for owners'
);

select * from finish();
rollback;
