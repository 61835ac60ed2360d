-- api.get_payout: a payout, and what is in it.

begin;
select plan(4);

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
    api.get_payout(given.tenant_id('alder'), id) -> 'parts',
    '[
        {
            "type": "charge", "count": 1, "amount": {"amount": 4000, "currency": "EUR"},
            "fee": {"amount": 85, "currency": "EUR"}
        },
        {
            "type": "stripe_fee", "count": 1, "amount": {"amount": -15, "currency": "EUR"},
            "fee": {"amount": 0, "currency": "EUR"}
        }
    ]',
    'what is in it, by kind'
)
from paid_out;
select is(
    api.get_payout(given.tenant_id('alder'), id) -> 'net',
    '{"amount": 3900, "currency": "EUR"}',
    'which comes to what is paid out'
)
from paid_out;
select throws_ok(
    $$ select api.get_payout(given.tenant_id('alder'), uuidv7()) $$, 'KN141', null, 'one there is'
);
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok(
    $$ select api.get_payout(given.tenant_id('alder'), id) from paid_out $$, 'KF001', null,
    'not for staff'
);

select * from finish();
rollback;
