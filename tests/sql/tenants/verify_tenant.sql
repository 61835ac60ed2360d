-- api.verify_tenant: the link is followed, and the business opens.

begin;
select plan(12);

select given.tenant('birch');
select given.member('birch', 'Bea', 'staff');

create function pg_temp.apply(p_slug text, p_email text) returns void
    language sql
as $$
    select api.create_tenant(
        p_tenant_id => private.begin_claims('{"role": "guest"}', false),
        p_slug => p_slug, p_name => 'Alder', p_preset => 'salon', p_time_zone => 'Europe/Rome',
        p_currency => 'EUR', p_owner => jsonb_build_object('name', 'Nina', 'email', p_email),
        p_location => '{"name": "Centre"}'
    );
$$;

create function pg_temp.verify(p_slug text, p_token text default 'a', p_hash text default 'hash')
returns jsonb
    language plpgsql security definer
as $$
declare
    v_link_id uuid;
begin
    select link_id into v_link_id from data.one_time_links
    where tenant_id = given.tenant_id(p_slug);

    return api.verify_tenant(
        private.begin_claims(jsonb_build_object('role', 'guest', 'link_id', v_link_id), false),
        repeat(p_token || 0, 32), p_hash
    );
end;
$$;

set local role holdfast_web;
select pg_temp.apply('alder', 'nina@alder.test'), pg_temp.apply('cedar', 'bea@birch.test');
select pg_temp.apply('dogwood', 'late@alder.test');
reset role;

select is(
    given.outcome($$ select pg_temp.verify('alder', p_hash => null) $$),
    'KV043', 'somebody new needs a password'
);
create temporary table opened as select pg_temp.verify('alder') as session;
select is(
    session - '{user_id,session_id,family_id}'::text[],
    jsonb_build_object(
        'tenant_id', given.tenant_id('alder'), 'role', 'owner', 'name', 'Nina',
        'email', 'nina@alder.test', 'memberships', jsonb_build_array(jsonb_build_object(
            'tenant', given.tenant_id('alder'), 'slug', 'alder', 'role', 'owner'
        ))
    ),
    'they have an account then, own the business, and are signed in'
)
from opened;
select results_eq(
    $$
        select t.status, t.pending_until, d.status, d.pending_until, u.password_hash
        from data.tenants as t
        join data.directory as d using (tenant_id)
        join data.members as m using (tenant_id)
        join data.users as u using (user_id)
        where t.slug = 'alder'
    $$,
    $$ values ('active', null::timestamptz, 'active', null::timestamptz, 'hash') $$,
    'the business is open, and their password is the one they chose'
);
select is(
    given.outcome($$ select pg_temp.verify('alder', 'b') $$), 'KC082', 'the link works once'
);
select is_empty(
    $$ select from data.sessions where token_hash = decode(repeat('b0', 32), 'hex') $$,
    'and signs nobody in after that'
);

select is(
    pg_temp.verify('cedar', 'c', null) ->> 'name', 'Bea',
    'somebody who has an account needs no password, and is who they are'
);
select is(
    (select password_hash from data.users where email = 'bea@birch.test'), null,
    'nothing else of their account changes'
);
select results_eq(
    $$
        select d.slug::text, m.role from data.members as m join data.directory as d using (tenant_id)
        where user_id = given.user_id('birch', 'Bea') order by 1
    $$,
    $$ values ('birch', 'staff'), ('cedar', 'owner') $$,
    'they work where they did, and own this besides'
);

update data.one_time_links set used_at = now() where tenant_id = given.tenant_id('dogwood');
select is(
    given.outcome($$ select pg_temp.verify('dogwood', 'd') $$),
    'KA004', 'a link that was withdrawn opens nothing'
);
update data.one_time_links set used_at = null where tenant_id = given.tenant_id('dogwood');
update data.tenants set pending_until = now() where slug = 'dogwood';
select is(
    given.outcome($$ select pg_temp.verify('dogwood', 'd') $$),
    'KA004', 'a link is too old when the application is'
);
update data.tenants set pending_until = now() + interval '1 day' where slug = 'dogwood';
update data.one_time_links set purpose = 'invitation' where tenant_id = given.tenant_id('dogwood');
select is(
    given.outcome($$ select pg_temp.verify('dogwood', 'd') $$),
    'KA004', 'a link for something else opens nothing'
);
select is(
    given.outcome($$ 
        select api.verify_tenant(
            private.begin_claims('{"role": "guest"}', false), repeat('ee', 32), 'hash'
        )
     $$),
    'KA004', 'no link, no business'
);

select * from finish();
rollback;
