-- api.look_at_invitation: which way in it is, before it is taken.

begin;
select plan(8);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');
select given.member('birch', 'Bea', 'owner');

create function pg_temp.invite(
    p_email text default 'nora@new.test', p_role text default 'staff', p_name text default null,
    p_calendar boolean default null
) returns jsonb
    language sql
as $$
    select api.create_invitation(
        p_tenant_id => given.tenant_id('alder'), p_email => p_email, p_role => p_role,
        p_name => p_name, p_calendar => p_calendar
    );
$$;

create function pg_temp.follow(p_email text default 'nora@new.test') returns void
    language plpgsql
as $$
begin
    perform given.nobody();
    perform given.acting_for(null, 'guest', null, jsonb_build_object('link_id', (
        select link_id from data.invitations where email = p_email
    )));
end;
$$;

create function pg_temp.scenario() returns text
    language sql
as $$
    select s ->> 'scenario' || ' ' || (s ->> 'needs') from api.look_at_invitation(null) as s;
$$;

select given.acting_for('alder', 'owner', 'Olga');
select
    pg_temp.invite(),
    pg_temp.invite('bea@birch.test'),
    pg_temp.invite('zoe@customers.test'),
    pg_temp.invite('amy@accounts.test'),
    pg_temp.invite('new@alder.test');
select given.nobody();
insert into data.customers (tenant_id, name, email)
values (given.tenant_id('birch'), 'Zoe', 'zoe@customers.test');
insert into data.users (email, name) values ('amy@accounts.test', 'Amy');
select given.member('alder', 'New', 'staff');

select pg_temp.follow();
select is(pg_temp.scenario(), 'new_person ["name", "password"]', 'nobody knows them');
select pg_temp.follow('zoe@customers.test');
select is(pg_temp.scenario(), 'existing_customer ["password"]', 'a customer, wherever');
select pg_temp.follow('amy@accounts.test');
select is(pg_temp.scenario(), 'existing_customer []', 'somebody with an account');
select pg_temp.follow('bea@birch.test');
select is(pg_temp.scenario(), 'staff_elsewhere []', 'staff of another business');
select is(pg_temp.scenario(), 'staff_elsewhere []', 'however often one looks');
select pg_temp.follow('new@alder.test');
select throws_ok($$ select pg_temp.scenario() $$, 'KC067', null, 'who is a member is told so');
select given.nobody();
update data.one_time_links set expires_at = now();
select pg_temp.follow();
select throws_ok($$ select pg_temp.scenario() $$, 'KA004', null, 'in time');
select given.acting_for('alder');
select throws_ok($$ select pg_temp.scenario() $$, 'KA004', null, 'and not without a link');

select * from finish();
rollback;
