-- api.sweep_unowned: what is no business's and long past goes, and nothing else.

begin;
select plan(7);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner');

insert into data.messages (tenant_id, kind, recipient, locale, created_at)
select t.id, 'told', m.name || '@y.test', 'en', now() - m.age
from (values (null), (given.tenant_id('alder'))) as t (id)
cross join (values ('late', interval '29 days'), ('old', interval '31 days')) as m (name, age);

insert into data.deliveries (
    tenant_id, channel, target_id, order_key, kind, status, created_at, settled_at
)
select
    t.id, 'email', uuidv7(), uuidv7(), d.kind, d.status, now() - interval '90 days', now() - d.age
from (
    values ('00000000-0000-0000-0000-000000000000'::uuid), (given.tenant_id('alder'))
) as t (id)
cross join (values
    ('late', 'delivered', interval '29 days'), ('old', 'dead', interval '31 days'),
    ('waits', 'pending', null)
) as d (kind, status, age);

insert into data.one_time_links (purpose, email, expires_at)
values
    ('sign_in', 'good@y.test', now() + interval '1 day'),
    ('sign_in', 'past@y.test', now() - interval '29 days'),
    ('sign_in', 'long-past@y.test', now() - interval '31 days');

insert into data.idempotency_keys (tenant_id, caller, idempotency_key, request_hash, created_at)
select c.tenant_id, c.caller, k.key, 'h', now() - k.age
from (
    values (private.applicant_id('x@y.test'), 'applicant'), (given.tenant_id('alder'),
        'guest:x@y.test')
) as c (tenant_id, caller)
cross join (values ('old', interval '49 hours'), ('new', interval '47 hours')) as k (key, age);

select given.acting_for(null, 'guest');
select throws_ok($$ select api.sweep_unowned(null) $$, '42501', null, 'not for a guest');
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok($$ select api.sweep_unowned(null) $$, '42501', null, 'nobody has it for a job');
select given.acting_for(null, 'worker');
select lives_ok($$ select api.sweep_unowned(null) $$, 'but the worker');

select given.nobody();
select results_eq(
    $$
        select split_part(recipient, '@', 1), count(tenant_id)::integer, count(*)::integer
        from data.messages group by 1 order by 1
    $$,
    $$ values ('late', 1, 2), ('old', 1, 1) $$,
    'e-mails of no business, 30 days after they were written'
);
select results_eq(
    $$
        select kind, count(*) filter (where tenant_id = given.tenant_id('alder'))::integer,
            count(*)::integer
        from data.deliveries where kind in ('late', 'old', 'waits') group by 1 order by 1
    $$,
    $$ values ('late', 1, 2), ('old', 1, 1), ('waits', 1, 2) $$,
    'deliveries in the name of none, 30 days after they came to an end'
);
select results_eq(
    $$ select email::text from data.one_time_links order by 1 $$,
    '{good@y.test,past@y.test}'::text[],
    'links, as long after they expired'
);
select results_eq(
    $$ select caller, idempotency_key from data.idempotency_keys order by 1, 2 $$,
    $$ values ('applicant', 'new'), ('guest:x@y.test', 'new'), ('guest:x@y.test', 'old') $$,
    'and what an applicant was answered; a business''s go with its next request'
);

select * from finish();
rollback;
