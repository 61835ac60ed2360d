-- api.list_rewards: what points buy: customers see what is public.

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

insert into data.rewards (tenant_id, name, kind, points, percent, is_public)
values
(given.tenant_id('alder'), 'Tenth', 'percent', 100, 10, true),
(given.tenant_id('alder'), 'Half', 'percent', 50, 50, false);
create temporary table rewards as select reward_id from data.rewards where points = 100;
grant select on rewards to public;

select given.acting_for('alder');

select is(
    jsonb_array_length(api.list_rewards(given.tenant_id('alder')) -> 'items'),
    1,
    'customers see one'
);

select given.acting_for('alder', 'staff', 'Sam');

select is(
    api.list_rewards(given.tenant_id('alder'), 1) -> 'items' -> 0 ->> 'name',
    'Half',
    'staff both, the cheapest first'
);

select is(
    api.list_rewards(
        given.tenant_id('alder'), 1, api.list_rewards(given.tenant_id('alder'), 1) ->> 'next_cursor'
    ) -> 'items' -> 0 ->> 'name',
    'Tenth',
    'page by page'
);

select * from finish();
rollback;
