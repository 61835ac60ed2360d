-- private.post_exchange: a business that prices in one currency, and has its money in another.

begin;
select plan(7);

select given.tenant('alder');
select given.payment_account('alder');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.price('alder', 'Cut', 10000);
select given.member('alder', 'Olga', 'owner');
create temporary table made as
select given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as one;
create temporary table paying as select given.payment_id(one) as one from made;
grant select on made, paying to public;

create function pg_temp.moved(p_id text, p_type text, p_amount bigint, p_fee bigint, p_source text)
returns void
    language plpgsql
as $$
begin
    perform given.acting_for('alder', 'worker');
    reset role;
    perform private.note_transactions(given.tenant_id('alder'), jsonb_build_array(
        jsonb_build_object(
            'id', p_id, 'type', p_type, 'amount', p_amount, 'fee', p_fee, 'platform_fee', 0,
            'currency', 'usd', 'source', p_source, 'created', 1790000000,
            'available_on', 1790000000
        )
    ));
    perform given.nobody();
end;
$$;
create function pg_temp.with_stripe() returns text
    language sql
    return (
        select string_agg(unit || ' ' || balance_minor, ', ' order by unit)
        from data.balances where kind = 'stripe_balance'
    );
create function pg_temp.differ() returns integer
    language sql
    return (select count(*)::integer from data.reconciliation);

select pg_temp.moved('txn_1', 'charge', 10800, 300, 'pi_' || one) from paying;
select is(pg_temp.with_stripe(), 'EUR 0, USD 10500', 'what came in is there in the other');
select is(pg_temp.differ(), 0, 'and nothing differs');
select pg_temp.moved('txn_1', 'charge', 10800, 300, 'pi_' || one) from paying;
select is(pg_temp.with_stripe(), 'EUR 0, USD 10500', 'once');

-- What goes back has left when it has gone; not before, and at another rate.
select given.acting_for('alder', 'owner', 'Olga');
select api.create_refund(
    given.tenant_id('alder'), one, 'Sorry.', '{"amount": 3000, "currency": "EUR"}'
)
from paying;
select given.nobody();
select given.refund_told('alder', refund_id, 'pending') from data.refunds;
select pg_temp.moved('txn_2', 'refund', -3300, 0, 're_' || refund_id) from data.refunds;
select is(pg_temp.differ(), 0, 'what is on its way has not gone');
select given.refund_told('alder', refund_id, 'succeeded') from data.refunds;
select pg_temp.moved('txn_2', 'refund', -3300, 0, 're_' || refund_id) from data.refunds;
select is(pg_temp.with_stripe(), 'EUR 0, USD 7200', 'what has gone is not there any more');
select given.refund_told('alder', refund_id, 'failed') from data.refunds;
select pg_temp.moved('txn_3', 'refund_failure', 3200, 0, 're_' || refund_id) from data.refunds;
select is(pg_temp.with_stripe(), 'EUR 0, USD 10400', 'what came back is');
select is(pg_temp.differ(), 0, 'to the cent');

select * from finish();
rollback;
