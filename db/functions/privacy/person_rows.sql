-- Where a customer is on record: customers, and each table that refers to them, or to what refers
-- to them; the condition for the rows that are about this one, and their ids. It is read from the
-- catalogue: a table that comes later is found by its foreign key.

create function private.person_rows(p_tenant_id uuid, p_customer_id uuid)
returns table (name text, condition text, ids uuid[])
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_known jsonb;
    v_table record;
begin
    name := 'customers';
    ids := private.same_person(p_tenant_id, p_customer_id);
    condition := format('tenant_id = %L and customer_id = any(%L)', p_tenant_id, ids);
    v_known := jsonb_build_object(name, ids::text);
    return next;

    -- Those that are referred to come first, so what a table refers to is known by then.
    for v_table in
        select t.relid, t.name
        from private.tables_in_order() as t
        where t.relid <> 'data.customers'::regclass
        order by t.depth, t.name
    loop
        select string_agg(
            format('%I = any(%L)', a.attname, v_known ->> p.relname::text), ' or ' order by f.oid
        )
        into condition
        from pg_catalog.pg_constraint as f
        join pg_catalog.pg_attribute as a on a.attrelid = f.conrelid and a.attnum = f.conkey[2]
        join pg_catalog.pg_class as p on p.oid = f.confrelid
        where
            f.conrelid = v_table.relid
            and f.contype = 'f'
            and cardinality(f.conkey) = 2
            and v_known ? p.relname::text;

        continue when condition is null;

        name := v_table.name;
        condition := format('tenant_id = %L and (%s)', p_tenant_id, condition);
        ids := private.ids_where(v_table.relid, condition);
        v_known := v_known || jsonb_build_object(name, ids::text);
        return next;
    end loop;
end;
$$;

comment on function private.person_rows is
    'Where a customer is on record: tables, conditions, and the ids of the rows.';

grant execute on function private.person_rows to holdfast_eraser;
