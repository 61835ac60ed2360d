-- api.get_site: whose page a host shows.

begin;
select plan(13);

select given.tenant('alder');
select given.tenant('cedar');
select given.tenant('hidden');
insert into data.domains (tenant_id, host, verified_at)
values
(given.tenant_id('alder'), 'www.alder.test', now()),
(given.tenant_id('alder'), 'claimed.test', null);
update data.tenants set status = 'pending', pending_until = now() + interval '1 day'
where slug = 'hidden';
update data.tenants set status = 'suspended' where slug = 'cedar';

create function pg_temp.site(p_host text, p_ascii text default null) returns text
    language sql
    return (
        select (s ->> 'host') || ' ' || (s ->> 'slug')
        from api.get_site(
            private.begin_claims('{"role": "guest", "base_domain": "ours.test"}', false),
            p_host, p_ascii
        ) as s
    );

set local role holdfast_web;
select is(pg_temp.site('WWW.alder.test'), 'www.alder.test alder', 'a host of a business''s own');
select is(
    pg_temp.site('as typed', 'www.alder.test'), 'www.alder.test alder', 'as DNS has it'
);
select is(pg_temp.site('Alder.Ours.test'), 'alder.ours.test alder', 'or its slug under our domain');
select is(pg_temp.site('cedar.ours.test'), 'cedar.ours.test cedar', 'suspended ones can be read');
select is(
    given.outcome(format($$ select pg_temp.site(%L) $$, host)), 'KN021', host || ' is nobody''s'
)
from unnest(array[
    'claimed.test', 'ours.test', 'nobody.ours.test', 'www.alder.ours.test', 'hidden.ours.test',
    'alderours.test', 'alder.test'
]) as host;
select is(
    given.outcome($$
        select api.get_site(private.begin_claims('{"role": "guest"}', false), 'alder.ours.test')
    $$),
    'KN021', 'without a domain of ours there are no slugs in hosts'
);
select is(
    given.outcome($$
        insert into data.sites values (given.tenant_id('cedar'), 'www.alder.test')
    $$),
    '42501', 'nobody writes that'
);

select * from finish();
rollback;
