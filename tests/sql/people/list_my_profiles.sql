-- api.list_my_profiles: what businesses know of an account.

begin;
select plan(5);

select given.patrons();

update data.customers set note = 'A secret.';
select given.acting_as_patron('Zoe');
select is(
    api.list_my_profiles(null) -> 'items' -> 0 #- '{activity}',
    '{"tenant": {"slug": "alder", "name": "Alder"}, "name": "Zoe", "email": "zoe@customers.test",
      "phone": null, "locale": "en"}',
    'who they are to each, and not what the staff noted'
);
select is(
    jsonb_path_query_array(
        api.list_my_profiles(null, 1, api.list_my_profiles(null, 1) ->> 'next_cursor'),
        '$.items[*].tenant.slug'
    ),
    '["birch"]', 'page after page'
);
select throws_ok(
    $$ select api.list_my_profiles(null, 1, 'x') $$, 'KV002', null, 'a cursor has to be ours'
);
select given.acting_as_patron('Adam');
select is(api.list_my_profiles(null) -> 'items', '[]'::jsonb, 'whom nobody knows has none');
select given.acting_for(null, 'guest');
select throws_ok(
    $$ select api.list_my_profiles(null) $$, 'KA001', null, 'who is nobody signs in first'
);

select * from finish();
rollback;
