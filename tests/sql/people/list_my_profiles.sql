-- api.list_my_profiles: what businesses know of an account.

begin;
select plan(5);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.resource('birch', 'Ann');
select given.service('birch', 'Cut', 60, 'Ann');
create temporary table booked as
select
    given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Zoe') as zoe,
    given.booking('birch', 'Cut', 'Ann', given.day(1, '10:00'), 'Zoe') as far,
    given.booking('alder', 'Cut', 'Ann', given.day(2, '10:00'), 'Eve') as eve;
grant select on booked to public;

select given.patron('Zoe'), given.patron('Eve'), given.patron('Adam');

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
