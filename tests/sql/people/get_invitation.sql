-- api.get_invitation: one invitation.

begin;
select plan(4);

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

select given.acting_for('alder', 'owner', 'Olga');
create temporary table made as select (pg_temp.invite() ->> 'id')::uuid as id;
grant select on made to public;

select is(
    api.get_invitation(given.tenant_id('alder'), id) ->> 'status', 'open', 'it is there'
) from made;
select throws_ok(
    $$ select api.get_invitation(given.tenant_id('alder'), uuidv7()) $$, 'KN016', null,
    'or it is not'
);
select given.acting_for('birch', 'owner', 'Bea');
select throws_ok(
    $$ select api.get_invitation(given.tenant_id('birch'), id) from made $$, 'KN016', null,
    'for others it is not'
);
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok(
    $$ select api.get_invitation(given.tenant_id('alder'), id) from made $$, 'KF001', null,
    'staff may not look'
);

select * from finish();
rollback;
