-- api.find_due_subscriptions: whose owners are to be reminded.

begin;
select plan(2);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.plan('studio', 2900);
select given.plan('chain', 9900, '{"staff": 5}', 2);
insert into data.users (email, name) values ('ada@x.test', 'Ada');
insert into data.platform_admins (user_id)
select user_id from data.users where email = 'ada@x.test';

create function pg_temp.as_ada() returns void
    language plpgsql
as $$
begin
    reset role;
    perform set_config('request.claims', jsonb_build_object(
        'role', 'platform_admin',
        'sub', (select user_id from data.users where email = 'ada@x.test')
    )::text, true);
end;
$$;

select given.acting_for('alder', 'owner', 'Olga');
reset role;
select throws_ok('select api.find_due_subscriptions(null)', 'KF001', null, 'it is for the worker');
select given.nobody();
select given.subscribed('alder', 'studio');
update data.tenant_subscriptions set remind_at = now();
select set_config('request.claims', '{"role": "worker"}', true);
select is(
    api.find_due_subscriptions(null) -> 'tenant_ids', jsonb_build_array(given.tenant_id('alder')),
    'whoever is due'
);

select * from finish();
rollback;
