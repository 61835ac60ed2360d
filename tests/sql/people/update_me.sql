-- api.update_me: one's name and language.

begin;
select plan(4);

select given.account('Ann');
select given.account('Bob');
select given.acting_for(null, 'guest');
select throws_ok($$ select api.update_me(null, 'Mole') $$, 'KA001', null, 'not for a guest');
select given.acting_as('Ann');
select is(
    api.update_me(null, 'Anna', 'pl') - '{user_id,memberships}'::text[],
    '{"name": "Anna", "email": "ann@people.test", "email_verified": false, "locale": "pl",
        "second_factor": false, "tenant_id": null, "role": "customer"}',
    'what is given is changed'
);
select is(
    api.update_me(null, p_clear => '["locale"]') -> 'locale', 'null', 'what is cleared is empty'
);
select given.nobody();
select set_eq(
    $$ select name::text from data.users $$, $$ values ('Anna'), ('Bob') $$, 'nobody else''s is'
);

select * from finish();
rollback;
