-- Columns of which nobody has said whether they hold what is personal: none, or a test fails. Those
-- that could are texts, documents and bytes, but for what has to be one of a list of words, and for
-- values of a kind that is no person's. The rest stands in data.personal_columns, or with a reason
-- in data.impersonal_columns.

create function private.unclassified_columns() returns setof text
    language sql stable
    set search_path = ''
as $$
    select format('%s.%s', c.relname, a.attname)
    from pg_catalog.pg_class as c
    join pg_catalog.pg_attribute as a on a.attrelid = c.oid and a.attnum > 0
    join pg_catalog.pg_type as t on t.oid = a.atttypid
    where
        c.relnamespace = 'data'::regnamespace
        and c.relkind in ('r', 'p')
        and not a.attisdropped
        and coalesce(nullif(t.typbasetype, 0), t.oid) <> all(
            '{uuid,boolean,integer,bigint,smallint,numeric,double precision,timestamptz,date,time,
            interval,tstzrange,xid8,integer[]}'::regtype[]
        )
        and t.typname not in (
            'colour', 'currency_code', 'locale_tag', 'recurrence_rule', 'slug', 'time_zone'
        )
        and not exists (
            select
            from pg_catalog.pg_constraint as k
            where
                k.contype = 'c'
                and (k.contypid = t.oid or k.conrelid = c.oid and k.conkey = array[a.attnum])
                and pg_get_constraintdef(k.oid) like '% = ANY (ARRAY[%'
        )
        and not exists (
            select
            from data.personal_columns as p
            where p.table_name = c.relname and p.column_name = a.attname
        )
        and not exists (
            select
            from data.impersonal_columns as i
            where i.table_name = c.relname and i.column_name = a.attname
        )
    order by 1;
$$;

comment on function private.unclassified_columns is
    'Columns of which nobody has said whether they hold what is personal.';
