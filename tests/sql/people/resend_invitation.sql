-- api.resend_invitation: another link, another seven days.

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

select given.acting_for('alder', 'owner', 'Olga');
create temporary table made as select (pg_temp.invite() ->> 'id')::uuid as id;
grant select on made to public;

select given.nobody();
update data.invitations set expires_at = now() - interval '1 day';
select given.acting_for('alder', 'manager', 'Max');
select is(
    api.resend_invitation(given.tenant_id('alder'), id) ->> 'status', 'open',
    'what expired is open again'
) from made;
select given.nobody();
select is(
    (select count(*)::integer from data.one_time_links where used_at is null), 1,
    'of two links one is good'
);
select is(
    (
        select count(*)::integer from data.invitations as i
        join data.one_time_links as l on l.link_id = i.link_id
        where l.used_at is null and i.expires_at = now() + interval '7 days'
    ), 1, 'the new one'
);
select is((select count(*)::integer from data.messages), 2, 'which is sent');
update data.tenants set status = 'suspended' where slug = 'alder';
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select api.resend_invitation(given.tenant_id('alder'), id) from made $$, 'KF002', null,
    'a suspended business writes to nobody'
);
select given.nobody();
update data.tenants set status = 'active' where slug = 'alder';
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$
        select api.resend_invitation(given.tenant_id('alder'), id)
        from made, generate_series(1, 4)
    $$,
    'KL002', null, 'five e-mails are enough for now'
);
select given.nobody();
update data.invitations set role = 'manager';
select given.acting_for('alder', 'manager', 'Max');
select throws_ok(
    $$ select api.resend_invitation(given.tenant_id('alder'), id) from made $$, 'KF016', null,
    'managers do not touch those of managers'
);
select given.nobody();
update data.invitations set revoked_at = now();
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select api.resend_invitation(given.tenant_id('alder'), id) from made $$, 'KC069', null,
    'what was revoked stays so'
);

select * from finish();
rollback;
