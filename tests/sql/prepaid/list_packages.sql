-- api.list_packages: what is sold: to customers what is public.

begin;
select plan(3);

select given.tenant('alder');
select given.member('alder', 'Sam', 'staff');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Olga', 'owner');
select given.payment_account('alder');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.price('alder', 'Cut', 4000);
create temporary table made as
select given.booking('alder', 'Cut', 'Ann', given.day(0, '09:00'), 'Zoe') as booking_id;
grant select on made to public;

select given.bought('alder', given.customer_id('alder', 'Zoe'), 2, 5000);
select given.bought('alder', given.customer_id('alder', 'Zoe'), 3, 6000);
update data.packages set is_public = false where sessions = 3;

select given.acting_for('alder');

select is(
    jsonb_array_length(api.list_packages(given.tenant_id('alder')) -> 'items'),
    1,
    'customers see one'
);

select given.acting_for('alder', 'staff', 'Sam');

select is(
    jsonb_array_length(api.list_packages(given.tenant_id('alder')) -> 'items'),
    2,
    'staff both'
);

select is(
    api.list_packages(
        given.tenant_id('alder'), 1,
        api.list_packages(given.tenant_id('alder'), 1) ->> 'next_cursor'
    ) -> 'items' -> 0 ->> 'name',
    '3 sessions',
    'page by page'
);

select * from finish();
rollback;
