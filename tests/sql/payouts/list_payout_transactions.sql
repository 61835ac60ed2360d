-- api.list_payout_transactions: everything that went out with a payout.

begin;
select plan(3);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Sam', 'staff');
select given.payment_account('alder');

create function pg_temp.payout(p_type text, p_status text, p_id text default 'po_1') returns text
    language sql
as $$
    select given.stripe_event('alder', p_type, jsonb_build_object(
        'id', p_id, 'object', 'payout', 'amount', 3900, 'currency', 'eur', 'status', p_status,
        'created', 1790000000, 'arrival_date', 1790086400
    ));
$$;

select pg_temp.payout('payout.paid', 'paid');
select given.acting_for('alder', 'stripe');
reset role;
select private.note_transactions(
    given.tenant_id('alder'),
    '[
        {"id": "txn_1", "type": "charge", "amount": 4000, "fee": 85, "platform_fee": 0,
            "currency": "eur", "source": "ch_1", "created": 1790000000, "available_on": 1790000000},
        {"id": "txn_2", "type": "payout", "amount": -3900, "fee": 0, "platform_fee": 0,
            "currency": "eur", "source": "po_1", "created": 1790000000, "available_on": 1790000000},
        {"id": "txn_3", "type": "stripe_fee", "amount": -15, "fee": 0, "platform_fee": 0,
            "currency": "eur", "source": null, "created": 1790000000, "available_on": 1790000000}
    ]',
    (select payout_id from data.payouts)
);
create temporary table paid_out as select payout_id as id from data.payouts;
grant select on paid_out to public;

select given.acting_for('alder', 'owner', 'Olga');
select is(
    (
        select jsonb_agg(i -> 'stripe_id' order by i -> 'stripe_id')
        from paid_out
        cross join lateral jsonb_array_elements(
            api.list_payout_transactions(given.tenant_id('alder'), id) -> 'items'
        ) as i
    ),
    '["txn_1", "txn_2", "txn_3"]', 'all of it'
);
select throws_ok(
    $$ select api.list_payout_transactions(given.tenant_id('alder'), uuidv7()) $$, 'KN141', null,
    'of one there is'
);
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok(
    $$ select api.list_payout_transactions(given.tenant_id('alder'), id) from paid_out $$,
    'KF001', null, 'not for staff'
);

select * from finish();
rollback;
