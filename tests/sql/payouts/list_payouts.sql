-- api.list_payouts: what is paid out, by all that Stripe has told of it in any order.

begin;
select plan(13);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Sam', 'staff');
select given.payment_account('alder');
select given.payment_account('birch');

create function pg_temp.payout(p_type text, p_status text, p_id text default 'po_1') returns text
    language sql
as $$
    select given.stripe_event('alder', p_type, jsonb_build_object(
        'id', p_id, 'object', 'payout', 'amount', 3900, 'currency', 'eur', 'status', p_status,
        'created', 1790000000, 'arrival_date', 1790086400
    ));
$$;

create function pg_temp.balances() returns text
    language sql
as $$
    select string_agg(kind || ' ' || balance_minor, ', ' order by kind)
    from data.balances where balance_minor <> 0;
$$;

select is(pg_temp.payout('payout.created', 'in_transit'), 'heeded', 'a payout is begun');
select is(pg_temp.balances(), 'in_transit 3900, stripe_balance -3900', 'and on its way');
select is(pg_temp.payout('payout.created', 'in_transit'), 'heeded', 'told again');
select is(pg_temp.balances(), 'in_transit 3900, stripe_balance -3900', 'it is what it was');
select pg_temp.payout('payout.paid', 'paid');
select is(pg_temp.balances(), 'bank 3900, stripe_balance -3900', 'then the bank has it');
select pg_temp.payout('payout.failed', 'failed');
select is(pg_temp.balances(), null, 'or not after all');
select pg_temp.payout('payout.updated', 'in_transit');
select is((select status from data.payouts), 'failed', 'whatever comes late');

-- The other way round.
select pg_temp.payout('payout.canceled', 'canceled', 'po_2');
select pg_temp.payout('payout.created', 'pending', 'po_2');
select is(pg_temp.balances(), null, 'in any order');
select is(
    (select string_agg(type, ', ' order by sequence) from data.events where type like 'payout.%'),
    'payout.created, payout.in_transit, payout.paid, payout.failed, payout.created, '
    'payout.cancelled',
    'it is told'
);

select given.acting_for('alder', 'owner', 'Olga');
select is(
    jsonb_path_query_array(api.list_payouts(given.tenant_id('alder')), '$.items[*].status'),
    '["cancelled", "failed"]', 'the newest first'
);
select is(
    jsonb_path_query_array(
        api.list_payouts(
            given.tenant_id('alder'),
            p_cursor => api.list_payouts(given.tenant_id('alder'), p_limit => 1) ->> 'next_cursor'
        ),
        '$.items[*].stripe_id'
    ),
    '["po_1"]', 'page by page'
);
select given.acting_for('birch', 'owner');
select is(
    api.list_payouts(given.tenant_id('birch')) -> 'items', '[]', 'nobody else''s'
);
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok(
    $$ select api.list_payouts(given.tenant_id('alder')) $$, 'KF001', null, 'not for staff'
);

select * from finish();
rollback;
