-- api.list_my_waitlist: what an account waits for.

begin;
select plan(5);

select given.patrons();
select given.patrons_waiting();

select given.acting_as_patron('Zoe');
select is(
    jsonb_path_query_array(api.list_my_waitlist(null), '$.items[*].tenant.slug'),
    '["birch", "alder"]', 'the newest first, in all businesses'
);
select is(
    jsonb_path_query_array(
        api.list_my_waitlist(null, 1, api.list_my_waitlist(null, 1) ->> 'next_cursor'),
        '$.items[*].id'
    ),
    jsonb_build_array(zoe), 'page after page'
) from waits;
select throws_ok(
    $$ select api.list_my_waitlist(null, 1, 'x') $$, 'KV002', null, 'a cursor has to be ours'
);
select given.acting_as_patron('Eve');
select is(api.list_my_waitlist(null) -> 'items', '[]'::jsonb, 'and not what others wait for');
select given.acting_for(null, 'guest');
select throws_ok(
    $$ select api.list_my_waitlist(null) $$, 'KA001', null, 'who is nobody signs in first'
);

select * from finish();
rollback;
