-- The tables of businesses in an order that references allow: nothing refers to what comes after
-- it, or is as deep. A table is a business's if every row of it has a tenant_id and it outlives a
-- crash.

create function private.tables_in_order()
returns table (relid oid, name text, depth integer)
    language sql stable
    set search_path = ''
as $$
    with recursive owned as (
        select c.oid as relid, c.relname
        from pg_catalog.pg_class as c
        join pg_catalog.pg_attribute as a on a.attrelid = c.oid
        where
            c.relnamespace = 'data'::regnamespace
            and c.relkind in ('r', 'p')
            and c.relpersistence = 'p'
            and a.attname = 'tenant_id'
            and a.attnotnull
    ),

    deep as (
        select o.relid, 0 as depth
        from owned as o
        union
        select f.conrelid, d.depth + 1
        from deep as d
        join pg_catalog.pg_constraint as f on f.confrelid = d.relid and f.contype = 'f'
        -- A circle would go on for ever. It ends here, and a test finds it.
        where
            f.conrelid <> f.confrelid
            and f.conrelid in (select o.relid from owned as o)
            and d.depth < 50
    )

    select o.relid, o.relname::text, max(d.depth)
    from owned as o
    join deep as d on d.relid = o.relid
    group by o.relid, o.relname
    order by max(d.depth), o.relname;
$$;

comment on function private.tables_in_order is
    'The tables of businesses, those that others refer to first.';

grant execute on function private.tables_in_order to holdfast_eraser;
