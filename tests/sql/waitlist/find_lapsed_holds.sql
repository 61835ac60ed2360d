-- api.find_lapsed_holds: where there is something to sweep, and nothing else.

begin;
select plan(9);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('birch', 'Cleo');
select given.service('alder', 'Paid', 60, 'Ann');
select given.service('birch', 'Paid', 60, 'Cleo');
select given.member('alder', 'Olga', 'owner');
update data.services set price_minor = 4500, pay_online = true;
select given.booking('alder', 'Paid', 'Ann', given.day(0, '09:00'));
select given.booking('birch', 'Paid', 'Cleo', given.day(0, '09:00'));

create function pg_temp.due() returns jsonb
    language plpgsql
as $$
declare
    v_due jsonb;
begin
    perform given.acting_for('nobody', 'worker');
    v_due := api.find_lapsed_holds(null) -> 'tenant_ids';
    perform given.nobody();
    return v_due;
end;
$$;

select is(pg_temp.due(), '[]', 'nothing has lapsed');
select given.lapse('birch');
select is(pg_temp.due(), jsonb_build_array(given.tenant_id('birch')), 'there, something has');
select given.acting_for('birch', 'worker');
select api.sweep_holds(given.tenant_id('birch'));
select is(pg_temp.due(), '[]', 'until it is swept');

select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select api.find_lapsed_holds(null) $$, '42501', null, 'nobody has it for a job'
);
select given.acting_for('alder');
select throws_ok(
    $$ select api.find_lapsed_holds(null) $$, '42501', null, 'and guests even less'
);

-- The role that it runs as.

select given.nobody();
select given.lapse('alder');
set local role holdfast_sweeper;
select is((select count(tenant_id)::integer from data.bookings), 1, 'it sees what has lapsed');
select throws_ok(
    $$ select customer_name from data.bookings $$, '42501', null, 'but not whose it is'
);
select throws_ok(
    $$ update data.bookings set lapses_at = null $$, '42501', null, 'it changes nothing'
);
select throws_ok(
    $$ select count(*) from data.waitlist $$, '42501', null, 'and sees no other table'
);
reset role;

select * from finish();
rollback;
