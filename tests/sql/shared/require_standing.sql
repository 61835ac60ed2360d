-- private.require_standing: who is no longer here what their claims say does nothing that lasts.

begin;
select plan(9);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('birch', 'Bea', 'owner');
select given.platform_admin('Ada');

create function pg_temp.standing() returns text
    language plpgsql
as $$
begin
    set local role holdfast_api;
    perform private.require_standing();
    reset role;
    return 'stands';
exception when sqlstate 'KF001' then
    return 'gone';
end;
$$;

create function pg_temp.as_role(p_role text, p_name text, p_slug text default 'alder') returns text
    language plpgsql
as $$
begin
    perform given.acting_for('alder', p_role, null, jsonb_build_object(
        'sub', given.user_id(p_slug, p_name)
    ));
    reset role;
    return pg_temp.standing();
end;
$$;

select is(pg_temp.as_role('manager', 'Max'), 'stands', 'a manager is one');
select is(pg_temp.as_role('staff', 'Max'), 'stands', 'and may do what staff do');
select is(pg_temp.as_role('owner', 'Max'), 'gone', 'but is no owner');
select is(pg_temp.as_role('owner', 'Bea', 'birch'), 'gone', 'nor is who owns another business');
select given.acting_as_admin('alder', 'Ada');
reset role;
select is(pg_temp.standing(), 'stands', 'a platform admin who acts for it has no membership');
select given.nobody();
select private.act_for('alder', 'manager');
select is(pg_temp.standing(), 'stands', 'a DBA acts as somebody who works there');
select private.act_for('birch', 'staff');
select is(pg_temp.standing(), 'stands', 'or as nobody in particular');
select given.nobody();
update data.members set role = 'staff' where user_id = given.user_id('alder', 'Max');
select is(pg_temp.as_role('manager', 'Max'), 'gone', 'who is a manager no longer');
select given.nobody();
delete from data.members where user_id = given.user_id('alder', 'Max');
select is(pg_temp.as_role('staff', 'Max'), 'gone', 'who works there no longer');

select * from finish();
rollback;
