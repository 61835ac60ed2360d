-- What an archive of a business has: its tables in an order that references allow, the columns of
-- each, and the query of its rows, a JSON document each, in the order of the primary key. All of
-- it is read from the catalogue: whoever adds a table need not come here.
--
-- What is computed, and what has a meaning on this server only (xid8), is left out; so are
-- references to what is left out. Of users it has who they are, and nothing that they sign in
-- with.
--
-- For whoever runs the installation: nobody else may call it.

create function private.archive_tables(p_tenant_id uuid)
returns table (name text, columns text[], query text)
    language sql stable
    set search_path = ''
as $$
    with owned as (
        select t.relid, t.name as relname, t.depth
        from private.tables_in_order() as t
    ),

    reference as (
        select f.conrelid, f.confrelid, f.conkey
        from pg_catalog.pg_constraint as f
        where f.contype = 'f'
    ),

    written as (
        select
            o.relid,
            array_agg(a.attname::text order by a.attnum) as columns,
            string_agg(quote_ident(a.attname), ', ' order by a.attnum) as list
        from owned as o
        join pg_catalog.pg_attribute as a on a.attrelid = o.relid
        where
            a.attnum > 0
            and not a.attisdropped
            and a.attgenerated = ''
            and a.atttypid <> 'xid8'::regtype
            and (a.attname = 'tenant_id' or not exists (
                select
                from reference as r
                where
                    r.conrelid = o.relid
                    and a.attnum = any(r.conkey)
                    and r.confrelid not in (
                        'data.users'::regclass, 'data.ledger_kinds'::regclass
                    )
                    and r.confrelid not in (select owned.relid from owned)
            ))
        group by o.relid
    ),

    sorted as (
        select
            o.relid,
            string_agg(
                quote_ident(a.attname)
                || case when b.typcategory = 'S' then ' collate "C"' else '' end,
                ', ' order by k.n
            ) as key
        from owned as o
        join pg_catalog.pg_index as i on i.indrelid = o.relid and i.indisprimary
        cross join unnest(i.indkey::smallint[]) with ordinality as k (attnum, n)
        join pg_catalog.pg_attribute as a on a.attrelid = o.relid and a.attnum = k.attnum
        join pg_catalog.pg_type as b on b.oid = a.atttypid
        group by o.relid
    ),

    people as (
        select string_agg(
            format(
                'select t.%I from data.%I as t where t.tenant_id = %L',
                a.attname, o.relname, p_tenant_id
            ),
            ' union ' order by o.relname, a.attname
        ) as ids
        from reference as r
        join owned as o on o.relid = r.conrelid
        join pg_catalog.pg_attribute as a on a.attrelid = r.conrelid and a.attnum = r.conkey[1]
        where r.confrelid = 'data.users'::regclass
    ),

    listed as (
        select
            -1 as depth,
            'users' as relname,
            '{user_id,email,name,created_at}'::text[] as columns,
            format(
                'select to_jsonb(r)::text from ('
                'select user_id, email, name, created_at from data.users where user_id in (%s)'
                ') as r order by user_id',
                p.ids
            ) as query
        from people as p
        union all
        select
            o.depth,
            o.relname,
            w.columns,
            format(
                'select to_jsonb(r)::text from ('
                'select %s from data.%I where tenant_id = %L'
                ') as r order by %s',
                w.list, o.relname, p_tenant_id, s.key
            )
        from owned as o
        join written as w on w.relid = o.relid
        join sorted as s on s.relid = o.relid
    )

    select l.relname, l.columns, l.query
    from listed as l
    order by l.depth, l.relname;
$$;

comment on function private.archive_tables is
    'What an archive of a business has, table by table, and the queries that read it.';
