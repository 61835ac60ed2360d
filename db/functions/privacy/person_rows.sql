-- Where a customer is on record: each table that refers to customers, or to what refers to them,
-- the condition for the rows that are about this one, and the ids of these. Read from the catalogue:
-- a table that comes later is found by its foreign key.

create function private.person_rows(p_tenant_id uuid, p_customer_id uuid)
returns table (name text, condition text, ids uuid[])
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_known jsonb := jsonb_build_object(
        'data.customers'::regclass::oid, private.same_person(p_tenant_id, p_customer_id)::text
    );
    v_table record;
begin
    for v_table in
        select
            t.relid,
            t.name,
            id.attname as id,
            array_agg(a.attname order by f.conname) as columns,
            array_agg(f.confrelid order by f.conname) as referred
        from private.tables_in_order() as t
        join pg_catalog.pg_constraint as f
            on f.conrelid = t.relid and f.contype = 'f' and cardinality(f.conkey) = 2
        join pg_catalog.pg_attribute as a on a.attrelid = t.relid and a.attnum = f.conkey[2]
        join pg_catalog.pg_index as k on k.indrelid = t.relid and k.indisprimary
        left join pg_catalog.pg_attribute as id
            on id.attrelid = t.relid and id.attnum = k.indkey[1] and id.atttypid = 'uuid'::regtype
        where t.relid <> 'data.customers'::regclass
        group by t.relid, t.name, t.depth, id.attname
        union all
        select
            'data.customers'::regclass, 'customers', 'customer_id',
            '{customer_id}', array['data.customers'::regclass::oid]
        order by 2
    loop
        continue;
    end loop;
end;
$$;
