-- api.list_invitations: everybody who was invited.

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
select pg_temp.invite(), pg_temp.invite('zoe@new.test');
select is(
    jsonb_path_query_array(api.list_invitations(given.tenant_id('alder')), '$.items[*].email'),
    '["zoe@new.test", "nora@new.test"]', 'the latest first'
);
create temporary table page as
select api.list_invitations(given.tenant_id('alder'), p_limit => 1) as first;
select is(
    jsonb_path_query_array(api.list_invitations(
        given.tenant_id('alder'), p_cursor => first ->> 'next_cursor'
    ), '$.items[*].email'), '["nora@new.test"]', 'page by page'
) from page;
select given.acting_for('birch', 'owner', 'Bea');
select is(
    api.list_invitations(given.tenant_id('birch')) -> 'items', '[]', 'another business has its own'
);
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok(
    $$ select api.list_invitations(given.tenant_id('alder')) $$, 'KF001', null, 'staff may not look'
);

select * from finish();
rollback;
