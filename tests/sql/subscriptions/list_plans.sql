-- api.list_plans: what is for sale.

begin;
select plan(1);

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

select given.acting_for('alder', 'guest');
select is(
    jsonb_path_query_array(api.list_plans(null), '$.items[*].plan'), '["studio", "chain"]',
    'whoever asks is told'
);

select * from finish();
rollback;
