-- private.tables_in_order: an archive is written and read in this order.

begin;
select plan(4);

select is_empty(
    $$
        select f.conname
        from private.tables_in_order() as child
        join pg_constraint as f on f.conrelid = child.relid and f.contype = 'f'
        join private.tables_in_order() as parent on parent.relid = f.confrelid
        where child.relid <> parent.relid and child.depth <= parent.depth
    $$,
    'nothing refers to what comes after it'
);
select ok((select max(depth) < 20 from private.tables_in_order()), 'nor in a circle');
select is(
    (select depth from private.tables_in_order() where name = 'tenants'), 0,
    'all begins with the tenant'
);
select is_empty(
    $$
        select name from private.tables_in_order()
        where name in ('sessions', 'messages', 'one_time_links', 'users', 'booking_transitions')
    $$,
    'what belongs to no business, or not always to one, is not in it'
);

select * from finish();
rollback;
