-- psql is a client too: private.act_for, private.help, and api functions by hand.

begin;
select plan(11);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.member('alder', 'Olga', 'owner');
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'));

select given.nobody();
set local role holdfast_person;

select is((select count(*)::integer from data.bookings), 0, 'a person sees nothing at first');
select throws_ok(
    $$ select private.act_for('nobody') $$, 'KN001', null, 'a business has to be there'
);
select throws_ok(
    $$ select private.act_for('alder', 'emperor') $$, 'KV001', null, 'and so has the role'
);
select lives_ok($$ select private.act_for('alder', 'owner') $$, 'acting for a business');
select is((select count(*)::integer from data.bookings), 1, 'its rows can be read');
select is(
    jsonb_array_length(
        api.list_bookings(p_tenant_id => private.current_tenant_id()) -> 'items'
    ), 1, 'and its functions called'
);
select is(
    private.current_user_id(), given.user_id('alder', 'Olga'), 'as a member who has that role'
);
select throws_ok(
    $$ update data.bookings set note = 'x' $$, '42501', null, 'but no table is written past them'
);
select lives_ok($$ select private.act_for('birch', 'staff') $$, 'acting for another');
select is((select count(*)::integer from data.bookings), 0, 'the first is out of sight again');
select is(
    (select count(*) from private.help() where call like 'api.create_booking(%p_resource_id?%'),
    1::bigint, 'help says what can be called, and with what'
);

select * from finish();
rollback;
