-- api.request_password_reset: a link to choose a new password with.

begin;
select plan(2);

select given.account('Ann');
select given.acting_for(null, 'guest');
select api.request_password_reset(null, 'Ann@people.test');
select api.request_password_reset(null, 'bob@people.test');
select given.nobody();

select results_eq(
    $$
        select m.kind, m.recipient::text, l.purpose, l.user_id, l.expires_at - now()
        from data.messages as m
        join data.one_time_links as l on l.link_id = m.link_id
        order by m.message_id
    $$,
    $$ values
        (
            'reset_password', 'ann@people.test', 'reset_password', given.user_id('people', 'Ann'),
            interval '1 hour'
        ),
        ('no_account', 'bob@people.test', 'sign_in', null, interval '1 hour') $$,
    'who has an account can choose a password, who has none can open one'
);

select given.acting_for(null, 'guest');
select throws_ok(
    $$ select api.request_password_reset(null, 'bob@people.test') from generate_series(1, 5) $$,
    'KL002', null, 'not for ever'
);

select * from finish();
rollback;
