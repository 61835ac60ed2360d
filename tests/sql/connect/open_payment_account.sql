-- api.open_payment_account: what Stripe is to be asked, the same however often it is asked for.

begin;
select plan(8);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');

select given.acting_for('alder', 'manager', 'Max');
select throws_ok(
    $$ select api.open_payment_account(given.tenant_id('alder'), 'IT') $$,
    'KF001', null, 'a manager does not open it'
);
select given.acting_for('alder', 'owner', 'Olga', '{"public_url": "http://localhost/"}');
select throws_ok(
    $$ select api.open_payment_account(given.tenant_id('alder')) $$,
    'KV140', null, 'it is of a country'
);

create temporary table asked as
select api.open_payment_account(given.tenant_id('alder'), 'IT') as first;
select is(first ->> 'email', 'olga@alder.test', 'and has the address of who opens it') from asked;
select is(
    first ->> 'idempotency_key', 'account:' || given.tenant_id('alder'),
    'the key is the business''s'
)
from asked;
select is(
    api.open_payment_account(given.tenant_id('alder'), 'PL', 'other@alder.test'), first,
    'whoever asks again asks for the same'
)
from asked;
select is(
    first ->> 'return_url', 'http://localhost/links/payments?is=done', 'and comes back to us'
)
from asked;
reset role;
select is(
    (select count(*)::integer from data.payment_accounts), 1, 'there is one account'
);
select is(
    (select charges_enabled from data.payment_accounts), false, 'that nobody can pay into yet'
);

select * from finish();
rollback;
