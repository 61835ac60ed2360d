-- api.find_lost_refunds: refunds of which we do not know whether Stripe has them.

begin;
select plan(4);

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

create function pg_temp.found() returns jsonb
    language sql
as $$
    select jsonb_path_query_array(
        api.find_lost_refunds(given.tenant_id('alder')), '$.items[*].refund_id'
    );
$$;

select given.acting_for('alder', 'worker');
select is(pg_temp.found(), '[]', 'one that was asked for just now is not lost');
reset role;
update data.refunds set created_at = now() - interval '2 hours';
select given.acting_for('alder', 'worker');
select is(pg_temp.found(), jsonb_build_array(id), 'one of two hours ago is') from lost;
select api.ask_refund_again(given.tenant_id('alder'), id) from lost;
select is(pg_temp.found(), '[]', 'unless somebody is at it');
select given.acting_for('alder', 'owner');
select throws_ok('select pg_temp.found()', '42501', null, 'for the worker');

select * from finish();
rollback;
