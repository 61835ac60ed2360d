-- api.identify: what whoever asks can be verified by.

begin;
select plan(8);

select given.account('Ann');
update data.users set password_hash = 'hash', totp_secret = 'sealed';

select given.acting_for(null, 'guest');
select throws_ok($$ select api.identify(null) $$, 'KA001', null, 'a guest is nobody');
select given.acting_as('Ann');
select is(
    api.identify(null),
    jsonb_build_object(
        'user_id', given.user_id('people', 'Ann'), 'email', 'ann@people.test',
        'password_hash', 'hash', 'totp_secret', 'sealed'
    ),
    'who has signed in is themselves'
);
select api.request_magic_link(null, 'ann@people.test');
select api.request_magic_link(null, 'new@people.test');
select given.following('ann@people.test');
select is(api.identify(null) ->> 'totp_secret', 'sealed', 'who follows a link has the address');
select given.following('new@people.test');
select is(
    api.identify(null),
    '{"user_id": null, "email": "new@people.test", "password_hash": null, "totp_secret": null}',
    'and perhaps no account'
);
select given.acting_for(null, 'guest', null, '{"link_id": "01900000-0000-7000-8000-000000000001"}');
select throws_ok($$ select api.identify(null) $$, 'KA004', null, 'a link has to be there');

select given.acting_as('Ann');
select throws_ok(
    $$ select api.identify(null) from generate_series(1, 11) $$, 'KL002', null,
    'guessing is slowed down'
);
select api.identify(null) from generate_series(1, 9);
select given.following('ann@people.test');
select lives_ok($$ select api.identify(null) $$, 'not for who reads the e-mails');

select given.nobody();
select ok(
    not has_function_privilege('holdfast_person', 'api.identify(uuid)', 'execute'),
    'nobody at a psql prompt gets hashes to see'
);

select * from finish();
rollback;
