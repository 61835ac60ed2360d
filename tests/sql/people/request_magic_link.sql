-- api.request_magic_link: a link to sign in with.

begin;
select plan(3);

select given.account('Ann');
update data.users set locale = 'da';
select given.acting_for(null, 'guest');
select api.request_magic_link(null, 'Ann@people.test', 'it');
select api.request_magic_link(null, 'bob@people.test', 'it');
select api.request_magic_link(null, 'cleo@people.test');
select given.nobody();

select results_eq(
    $$
        select m.kind, m.recipient::text, m.locale::text, l.purpose, l.user_id, l.expires_at - now()
        from data.messages as m
        join data.one_time_links as l on l.link_id = m.link_id
        order by m.message_id
    $$,
    $$ values
        ('sign_in', 'ann@people.test', 'da', 'sign_in', null::uuid, interval '15 minutes'),
        ('sign_in', 'bob@people.test', 'it', 'sign_in', null, interval '15 minutes'),
        ('sign_in', 'cleo@people.test', 'en', 'sign_in', null, interval '15 minutes') $$,
    'it goes to whoever has the address, in their language, known or not'
);

select given.acting_for(null, 'guest');
select lives_ok(
    $$ select api.request_magic_link(null, 'bob@people.test') from generate_series(1, 4) $$,
    'again'
);
select throws_ok(
    $$ select api.request_magic_link(null, 'bob@people.test') $$, 'KL002', null, 'but not for ever'
);

select * from finish();
rollback;
