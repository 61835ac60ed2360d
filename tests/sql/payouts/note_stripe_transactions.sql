-- api.note_stripe_transactions: what moved on the balance, each once.

begin;
select plan(4);

select given.tenant('alder');
select given.payment_account('alder');

create function pg_temp.note() returns jsonb
    language sql
as $$
    select api.note_stripe_transactions(
        given.tenant_id('alder'),
        '[{"id": "txn_1", "type": "stripe_fee", "amount": -200, "fee": 0, "platform_fee": 0,
            "currency": "eur", "source": null, "created": 1790000000, "available_on": 1790000000}]'
    );
$$;
select given.acting_for('alder', 'worker');
select is(pg_temp.note(), '{"noted": 1}', 'what is new is noted');
select is(pg_temp.note(), '{"noted": 0}', 'once');
reset role;
select is(
    (select string_agg(kind || ' ' || balance_minor, ', ' order by kind) from data.balances),
    'stripe_balance -200, stripe_fees 200', 'and what is nothing but a fee is one'
);
select given.acting_for('alder', 'owner');
select throws_ok('select pg_temp.note()', '42501', null, 'by the worker');

select * from finish();
rollback;
