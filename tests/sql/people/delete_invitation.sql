-- api.delete_invitation: an invitation is revoked.

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

select lives_ok(
    $$ select api.delete_invitation(given.tenant_id('alder'), id) from made $$, 'it is revoked'
);
select is(
    api.get_invitation(given.tenant_id('alder'), id) ->> 'status', 'revoked', 'and stays on record'
) from made;
select throws_ok(
    $$ select api.delete_invitation(given.tenant_id('alder'), id) from made $$, 'KC069', null,
    'it is over then'
);
select given.nobody();
select is(
    (select count(*)::integer from data.one_time_links where used_at is null), 0,
    'its link is good for nothing'
);

select * from finish();
rollback;
