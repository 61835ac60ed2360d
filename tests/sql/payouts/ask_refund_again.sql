-- api.ask_refund_again: Stripe is asked for a refund once more.

begin;
select plan(3);

select given.tenant('alder');
select given.payment_account('alder');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.price('alder', 'Cut', 4000);
create temporary table paying as
select given.checkout('alder', given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'))) as id;
grant select on paying to public;
select given.paid('alder', id) from paying;
select private.give_back(p, 'cancelled') from data.payments as p;
create temporary table lost as select refund_id as id from data.refunds;
grant select on lost to public;

select given.acting_for('alder', 'worker');
select api.ask_refund_again(given.tenant_id('alder'), id) from lost;
select api.ask_refund_again(given.tenant_id('alder'), uuidv7());
reset role;
select is(
    (
        select string_agg(data ->> 'refund_id', ', ')
        from data.deliveries where kind = 'refund.create'
    ),
    id::text, 'for what is to be given back'
)
from lost;
update data.refunds set status = 'pending';
select given.acting_for('alder', 'worker');
select api.ask_refund_again(given.tenant_id('alder'), id) from lost;
reset role;
select is(
    (select count(*)::integer from data.deliveries where kind = 'refund.create'), 1,
    'and not for what Stripe has'
);
select given.acting_for('alder', 'owner');
select throws_ok(
    $$ select api.ask_refund_again(given.tenant_id('alder'), id) from lost $$, '42501', null,
    'by the worker'
);

select * from finish();
rollback;
