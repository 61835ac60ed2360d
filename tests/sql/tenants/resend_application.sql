-- api.resend_application: the link that opens a business, once more.

begin;
select plan(8);

select given.tenant('birch');

create function pg_temp.apply(p_slug text, p_email text) returns void
    language sql
as $$
    select api.create_tenant(
        p_tenant_id => private.begin_claims('{"role": "guest"}', false),
        p_slug => p_slug, p_name => 'Alder', p_preset => 'salon', p_time_zone => 'Europe/Rome',
        p_currency => 'EUR', p_owner => jsonb_build_object('name', 'Nina', 'email', p_email),
        p_location => '{"name": "Centre"}', p_locale => 'it'
    );
$$;

create function pg_temp.resend(p_slug text, p_email text default 'nina@alder.test') returns void
    language sql
as $$
    select api.resend_application(
        private.begin_claims('{"role": "guest"}', false), p_slug, p_email
    );
$$;

set local role holdfast_web;
select pg_temp.apply('alder', 'nina@alder.test'), pg_temp.apply('cedar', 'cleo@cedar.test');
select pg_temp.resend('Alder', 'Nina@Alder.test');
reset role;

select results_eq(
    $$
        select l.purpose, l.email::text, l.data, l.expires_at = t.pending_until, l.used_at is null,
            m.recipient::text, m.locale::text, m.data
        from data.one_time_links as l
        join data.tenants as t using (tenant_id)
        join data.messages as m using (link_id)
        where t.slug = 'alder'
        order by m.message_id
    $$,
    $$ values
        ('open_tenant', 'nina@alder.test', '{"name": "Nina"}'::jsonb, true, false,
            'nina@alder.test', 'it', '{"slug": "alder"}'::jsonb),
        ('open_tenant', 'nina@alder.test', '{"name": "Nina"}', true, true,
            'nina@alder.test', 'it', '{"slug": "alder"}')
    $$,
    'another is sent for what is left of the time, and the first is withdrawn'
);

create temporary table sent as select count(*) as n from data.messages;
set local role holdfast_web;
select lives_ok(
    $$ select pg_temp.resend('alder', 'mallory@else.test') $$, 'who has not applied hears the same'
);
select lives_ok($$ select pg_temp.resend('cedar') $$, 'as who applied for another');
select lives_ok($$ select pg_temp.resend('birch') $$, 'or for one that is open');
select lives_ok($$ select pg_temp.resend('nobody') $$, 'or that is not there');
reset role;
update data.tenants set pending_until = now() where slug = 'cedar';
set local role holdfast_web;
select pg_temp.resend('cedar', 'cleo@cedar.test');
reset role;
select is((select count(*) from data.messages), n, 'but nothing is sent to any of them') from sent;
select is(
    (select count(*) from data.one_time_links where used_at is null), 2::bigint,
    'and no other link is withdrawn'
);

set local role holdfast_web;
select is(
    given.outcome($$ select pg_temp.resend('alder') $$), 'KL002',
    'nobody''s letter box is filled'
);

select * from finish();
rollback;
