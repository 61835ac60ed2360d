-- api.list_sessions, and what ends sessions: where somebody is signed in.

begin;
select plan(6);

select given.account('Ann');
select given.account('Bob');
insert into data.sessions (family_id, user_id, token_hash, expires_at, rotated_at, revoked_at)
select
    f.family_id::uuid, given.user_id('people', f.name), f.token_hash,
    now() + f.days * interval '1 day', f.rotated_at, f.revoked_at
from (values
    ('01900000-0000-7000-8000-000000000001', 'Ann', '\x01'::bytea, 1, now(), null::timestamptz),
    ('01900000-0000-7000-8000-000000000001', 'Ann', '\x02', 1, null, null),
    ('01900000-0000-7000-8000-000000000002', 'Ann', '\x03', 1, null, null),
    ('01900000-0000-7000-8000-000000000003', 'Ann', '\x04', 1, null, now()),
    ('01900000-0000-7000-8000-000000000004', 'Ann', '\x05', -1, null, null),
    ('01900000-0000-7000-8000-000000000005', 'Bob', '\x06', 1, null, null)
) as f (family_id, name, token_hash, days, rotated_at, revoked_at);

select given.acting_for(null, 'guest');
select throws_ok($$ select api.list_sessions(null) $$, 'KA001', null, 'not for a guest');

select given.acting_as('Ann', '{"sid": "01900000-0000-7000-8000-000000000001"}');
create temporary table listed as select api.list_sessions(null) as page;
select results_eq(
    $$
        select item ->> 'id', (item ->> 'is_current')::boolean
        from listed, jsonb_array_elements(page -> 'items') as item
    $$,
    $$ values
        ('01900000-0000-7000-8000-000000000002', false),
        ('01900000-0000-7000-8000-000000000001', true) $$,
    'one for each sign-in that has not ended, the newest first'
);
select is(
    page -> 'items' -> 0 ->> 'created_at', '2024-06-10T02:35:18Z', 'and when that was'
) from listed;
select is(
    api.list_sessions(null, 1, api.list_sessions(null, 1) ->> 'next_cursor')
    -> 'items' -> 0 ->> 'id',
    '01900000-0000-7000-8000-000000000001', 'by pages'
);
select is(
    api.list_sessions(null, 2) -> 'next_cursor', 'null', 'of which there is a last'
);
select throws_ok($$ select api.list_sessions(null, 2, 'x') $$, 'KV002', null, 'a cursor is ours');

select * from finish();
rollback;
