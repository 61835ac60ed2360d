-- api.delete_reward: it is offered no more.

begin;
select plan(1);

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

select is(
    given.outcomes('alder', (
        select format(
            'select api.delete_reward(%L, %L)', given.tenant_id('alder'), reward_id
        )
        from rewards
    )),
    'guest KA001, staff KF001, manager done, owner KN173',
    'once, by who runs the business'
);

select * from finish();
rollback;
