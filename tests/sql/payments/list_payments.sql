-- api.list_payments: the newest first, of whom, and page by page.

begin;
select plan(8);

select given.tenant('alder');
select given.payment_account('alder');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.price('alder', 'Cut', 4000);
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Ann', 'staff');
select given.member('alder', 'Sam', 'staff');
create temporary table made as
select
    given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as one,
    given.booking('alder', 'Cut', 'Ann', given.day(0, '12:00'), 'Zoe') as two;
grant select on made to public;
select given.checkout('alder', two) from made;

create function pg_temp.listed(
    p_status text default null, p_from date default null, p_cursor text default null
) returns jsonb
    language sql
as $$
    select api.list_payments(
        given.tenant_id('alder'), p_status => p_status, p_from => p_from, p_cursor => p_cursor,
        p_limit => 1
    );
$$;

select given.acting_for('alder', 'owner', 'Olga');
select is(
    pg_temp.listed() #>> '{items,0,id}', given.payment_id(two)::text, 'the newest comes first'
)
from made;
select is(
    pg_temp.listed(p_cursor => pg_temp.listed() ->> 'next_cursor') #>> '{items,0,id}',
    given.payment_id(one)::text,
    'then the one before'
)
from made;
select is(pg_temp.listed('paid') #>> '{items,0,id}', given.payment_id(one)::text, 'or some status')
from made;
select is(
    api.list_payments(given.tenant_id('alder'), p_booking_id => two) #>> '{items,0,id}',
    given.payment_id(two)::text,
    'or a booking'
)
from made;
select is(pg_temp.listed(p_from => current_date + 2) -> 'items', '[]', 'or a day');
select given.acting_for('alder', 'staff', 'Ann');
select is(
    jsonb_array_length(api.list_payments(given.tenant_id('alder')) -> 'items'), 2,
    'staff see those of their visits'
);
select given.acting_for('alder', 'staff', 'Sam');
select is(api.list_payments(given.tenant_id('alder')) -> 'items', '[]', 'and no others');
select given.acting_for('alder');
select throws_ok('select pg_temp.listed()', 'KA001', null, 'guests have to sign in');

select * from finish();
rollback;
