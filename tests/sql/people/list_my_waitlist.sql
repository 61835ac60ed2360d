-- api.list_my_waitlist: what an account waits for.

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

create temporary table waits as
select
    given.waiting('alder', 'Cut', 'Ann', given.day(2, '10:00'), 'Zoe', 1) as zoe,
    given.waiting('birch', 'Cut', 'Ann', given.day(1, '10:00'), 'Zoe', 1) as far;
grant select on waits to public;

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
