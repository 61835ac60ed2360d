-- api.sign_up: asking for an account.

begin;
select plan(8);

select given.account('Ann');
update data.users set locale = 'pl';

create function pg_temp.sign_up(p_email text) returns void
    language sql
as $$
    select api.sign_up(null, p_email, 'Bob', 'it');
$$;

select given.acting_for(null, 'guest', null, '{"source": "192.0.2.1"}');
select pg_temp.sign_up('Bob@People.test');
select pg_temp.sign_up('ann@people.test');
select given.nobody();
select is(given.mail('bob@people.test'), 'sign_up', 'a link goes to the address');
select is(given.mail('ann@people.test'), 'account_exists', 'who has an account is told');
select results_eq(
    $$
        select l.purpose, l.user_id, l.data, m.locale::text, l.expires_at - now()
        from data.messages as m
        join data.one_time_links as l on l.link_id = m.link_id
        order by m.message_id
    $$,
    $$ values
        ('sign_up', null, '{"name": "Bob", "locale": "it"}'::jsonb, 'it', interval '24 hours'),
        ('reset_password', given.user_id('people', 'Ann'), '{}', 'pl', interval '1 hour') $$,
    'the one link opens the account that was asked for, the other lets somebody in who has one'
);
select is((select count(*)::integer from data.users), 1, 'until then there is none');

select given.acting_for(null, 'guest', null, '{"source": "192.0.2.1"}');
select lives_ok(
    $$ select pg_temp.sign_up('bob@people.test') from generate_series(1, 4) $$, 'a few times'
);
select throws_ok(
    $$ select pg_temp.sign_up('bob@people.test') $$, 'KL002', null, 'nobody''s letter box is filled'
);
select throws_ok($$ select pg_temp.sign_up('bob') $$, '23514', null, 'an address is one');
select throws_ok(
    $$ select pg_temp.sign_up('n1<bob@people.test>') $$, '23514', null, 'and nothing around it'
);

select * from finish();
rollback;
