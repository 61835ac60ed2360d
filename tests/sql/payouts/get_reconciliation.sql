-- api.get_reconciliation: what the ledger and Stripe do not agree on, both ways; and fees, once.

begin;
select plan(10);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Sam', 'staff');
select given.payment_account('alder');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.price('alder', 'Cut', 4000);
create temporary table paying as
select given.checkout('alder', given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'))) as id;
grant select on paying to public;
select given.paid('alder', id) from paying;

create function pg_temp.differ() returns text
    language plpgsql
as $$
declare
    v_answer jsonb;
begin
    perform given.acting_for('alder', 'owner', 'Olga');
    v_answer := api.get_reconciliation(
        given.tenant_id('alder'), current_date - 1, current_date + 1
    );
    reset role;
    return (
        select string_agg(
            format('%s %s', i ->> 'kind', i -> 'difference' ->> 'amount'), ', '
            order by i ->> 'kind', i -> 'difference' ->> 'amount'
        )
        from jsonb_array_elements(v_answer -> 'items') as i
    );
end;
$$;

create function pg_temp.noted(p_id text, p_type text, p_amount bigint, p_source text)
returns integer
    language sql
as $$
    select private.note_transactions(given.tenant_id('alder'), jsonb_build_array(
        jsonb_build_object(
            'id', p_id, 'type', p_type, 'amount', p_amount, 'fee', 105, 'platform_fee', 20,
            'currency', 'eur', 'source', p_source,
            'created', extract(epoch from now())::bigint,
            'available_on', extract(epoch from now())::bigint
        )
    ));
$$;

select is(pg_temp.differ(), 'payment 4000', 'what Stripe has not said is a difference');
select is(pg_temp.noted('txn_1', 'charge', 4000, 'pi_' || id), 1, 'Stripe says it') from paying;
select is(pg_temp.differ(), null, 'and there is none');
select is(pg_temp.noted('txn_1', 'charge', 4000, 'pi_' || id), 0, 'said again') from paying;
select is(
    (
        select string_agg(kind || ' ' || balance_minor, ', ' order by kind)
        from data.balances where kind in ('platform_fees', 'stripe_balance', 'stripe_fees')
    ),
    'platform_fees 20, stripe_balance 3895, stripe_fees 85',
    'fees are taken once'
);
select is((select count(*)::integer from data.reconciliation), 0, 'DBAs read the same');
select pg_temp.noted('txn_2', 'adjustment', -500, 'xx_1');
select is(pg_temp.differ(), 'transaction 500', 'what we know nothing of is a difference');
select is(
    (select only_in from data.reconciliation order by 1 limit 1), 'ledger',
    'either way'
);

select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select api.get_reconciliation(given.tenant_id('alder'), '2026-01-01', '2028-01-01') $$,
    'KV141', null, 'of a year'
);
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok(
    $$ select api.get_reconciliation(given.tenant_id('alder'), '2026-01-01', '2026-01-02') $$,
    'KF001', null, 'not for staff'
);

select * from finish();
rollback;
