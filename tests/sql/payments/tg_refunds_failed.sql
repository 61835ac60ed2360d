-- private.tg_refunds_failed: of money that should go back and does not, and of a fee that nobody
-- could charge, somebody hears.

begin;
select plan(11);

select given.tenant('alder');
select given.payment_account('alder');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.price('alder', 'Cut', 4000);
select given.member('alder', 'Olga', 'owner');
create temporary table made as
select
    given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Zoe') as one,
    given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '12:00'), 'Zoe') as two;
grant select on made to public;

-- What the worker makes of a delivery of some kind for one of ours that it has tried so often.
create function pg_temp.settled(
    p_kind text, p_data jsonb, p_outcome text, p_attempts integer default 1
) returns void
    language plpgsql
as $$
begin
    perform given.acting_for('alder', 'worker');
    reset role;
    perform private.queue_deliveries(given.tenant_id('alder'), array[row(
        'stripe', given.tenant_id('alder'), uuidv7(), null, p_kind, p_data, now()
    )::private.wanted]);
    update data.deliveries set attempts = p_attempts where delivery_id = given.delivery_id(p_kind);
    perform private.settle(given.tenant_id('alder'), null, jsonb_build_object(
        given.delivery_id(p_kind), jsonb_build_object('outcome', p_outcome, 'error', 'No.')
    ));
    perform given.nobody();
end;
$$;

-- Which letters owners got, and what customers are told of.
create function pg_temp.letters() returns text
    language sql security definer
    return (
        select string_agg(kind, ', ' order by message_id)
        from data.messages where recipient = 'olga@alder.test'
    );
create function pg_temp.told() returns text
    language sql security definer
    return (
        select string_agg(private.customer_notice(e), ', ' order by e.event_id)
        from data.events as e
        where e.type like 'refund.%' or e.type = 'payment.failed'
    );
create function pg_temp.stands(p_booking_id uuid) returns boolean
    language sql security definer
    return (
        select private.notice_stands(
            jsonb_populate_record(null::data.deliveries, jsonb_build_object(
                'tenant_id', b.tenant_id, 'kind', 'not_refunded'
            )),
            b
        )
        from data.bookings as b
        where b.booking_id = p_booking_id
    );

select given.acting_for('alder', 'owner', 'Olga');
select api.cancel_booking(given.tenant_id('alder'), one) from made;
select api.cancel_booking(given.tenant_id('alder'), two) from made;
select given.nobody();
select is(pg_temp.letters(), null, 'that money goes back is told to no owner');

-- The bank sends it back.
select given.refund_told('alder', refund_id, 'succeeded')
from data.refunds where booking_id = (select one from made);
select is(pg_temp.told(), null, 'nor to customers by itself');
select given.refund_told('alder', refund_id, 'failed')
from data.refunds where booking_id = (select one from made);
select is(pg_temp.letters(), 'refund_failed', 'that it came back is told to the owner');
select is(pg_temp.told(), 'not_refunded', 'and to who waits for it');
select is(pg_temp.stands(one), true, 'as long as that is so') from made;
select is(pg_temp.stands(two), false, 'and to nobody else') from made;

-- Stripe does not take it.
select pg_temp.settled('refund.create', jsonb_build_object('refund_id', refund_id), 'gone')
from data.refunds where booking_id = (select two from made);
select is(
    pg_temp.letters(), 'refund_failed, refund_failed', 'what Stripe refuses is told as well'
);
select given.acting_for('alder', 'owner', 'Olga');
select api.create_refund(given.tenant_id('alder'), given.payment_id(two), 'Once more.') from made;
select given.nobody();
select is(pg_temp.stands(two), false, 'once it is given back again, there is nothing to tell')
from made;

-- A fee that nobody could charge, however often it was tried.
insert into data.payments (
    tenant_id, booking_id, part, method, status, amount_minor, currency, account_id, due_at
)
select given.tenant_id('alder'), one, 'fee', 'stripe', 'pending', 2000, 'EUR', 'acct_alder', now()
from made;
select pg_temp.settled(
    'fee.charge', jsonb_build_object('payment_id', given.payment_id(one, 'fee')), 'failed'
)
from made;
select is(
    (select status from data.payments where part = 'fee'), 'pending',
    'one that failed is tried again'
);
select pg_temp.settled(
    'fee.charge', jsonb_build_object('payment_id', given.payment_id(one, 'fee')), 'failed',
    private.most_attempts()
)
from made;
select is(
    (select status from data.payments where part = 'fee'), 'failed', 'but not for ever'
);
select is(
    pg_temp.letters(), 'refund_failed, refund_failed, fee_failed', 'and the owner knows'
);

select * from finish();
rollback;
