-- private.make_link: links that may be followed once, and what becomes of old ones.

begin;
select plan(4);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner');

select private.make_link(
    'invitation', 'Nina@X.test', interval '7 days', given.user_id('alder', 'Olga'),
    given.tenant_id('alder'), '{"role": "staff"}'
);
select results_eq(
    $$
        select purpose, email::text, user_id, tenant_id, data, expires_at, used_at
        from data.one_time_links
    $$,
    $$ values (
        'invitation', 'nina@x.test', given.user_id('alder', 'Olga'), given.tenant_id('alder'),
        '{"role": "staff"}'::jsonb, now() + interval '7 days', null::timestamptz
    ) $$,
    'it is as it was asked for, the address in lower case'
);
select throws_ok(
    $$ select private.make_link('mischief', 'ann@x.test', interval '1 day') $$, '23514', null,
    'what it is for is one of a few'
);

update data.one_time_links set expires_at = now() - interval '35 days';
insert into data.one_time_links (purpose, email, expires_at)
values
    ('sign_in', 'old@x.test', now() - interval '40 days'),
    ('sign_in', 'old@x.test', now() - interval '50 days'),
    ('sign_in', 'late@x.test', now() - interval '29 days');
select private.make_link('sign_in', 'new@x.test', interval '15 minutes');
select set_eq(
    $$ select email::text from data.one_time_links $$,
    $$ values ('nina@x.test'), ('late@x.test'), ('new@x.test') $$,
    'the two oldest that are long past go for it'
);
select private.make_link('sign_in', 'newer@x.test', interval '15 minutes');
select set_eq(
    $$ select email::text from data.one_time_links $$,
    $$ values ('late@x.test'), ('new@x.test'), ('newer@x.test') $$,
    'and what has only just expired does not'
);

select * from finish();
rollback;
