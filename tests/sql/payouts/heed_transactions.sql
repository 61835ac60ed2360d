-- private.heed_transactions: what moved for a payment is the payment's, whatever events have named.

begin;
select plan(2);

select given.tenant('alder');
select given.payment_account('alder');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.price('alder', 'Cut', 4000);
create temporary table paying as
select given.checkout('alder', given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'))) as id;
select given.paid('alder', id) from paying;

create function pg_temp.answered(p_payment_id uuid, p_source text) returns void
    language plpgsql
as $$
declare
    v_delivery data.deliveries;
begin
    insert into data.deliveries (
        tenant_id, channel, target_id, order_key, kind, data, status, settled_at, response
    )
    values (
        given.tenant_id('alder'), 'stripe', given.tenant_id('alder'), p_payment_id,
        'transactions.fetch', jsonb_build_object('of', 'payment', 'object_id', p_payment_id),
        'delivered', now(),
        jsonb_build_object('is_content', false, 'transactions', jsonb_build_array(
            jsonb_build_object(
                'id', 'txn_1', 'type', 'charge', 'amount', 4000, 'fee', 105, 'platform_fee', 20,
                'currency', 'eur', 'source', p_source,
                'created', extract(epoch from now())::bigint,
                'available_on', extract(epoch from now())::bigint
            )
        ))
    )
    returning * into v_delivery;

    perform private.heed_transactions(v_delivery, 'delivered');
end;
$$;

select pg_temp.answered(id, 'ch_of_no_event') from paying;
select is(
    (select object_id from data.balance_transactions), (select id from paying),
    'a charge that no event has named is that of the payment it was asked for'
);
select is_empty('select * from data.reconciliation', 'so nothing is different');

select * from finish();
rollback;
