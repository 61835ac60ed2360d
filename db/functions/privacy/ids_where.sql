-- The ids of the rows of a table that meet a condition: what the primary key has after tenant_id,
-- if that is a uuid. Of a table whose rows have no id of their own, none.

create function private.ids_where(p_table oid, p_condition text) returns uuid[]
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_column text;
    v_ids uuid[];
begin
    select a.attname
    into v_column
    from pg_catalog.pg_index as k
    join pg_catalog.pg_attribute as a on a.attrelid = k.indrelid and a.attnum = k.indkey[1]
    where
        k.indrelid = p_table
        and k.indisprimary
        and a.atttypid = 'uuid'::regtype
        and a.attname <> 'tenant_id';

    if v_column is null then
        return '{}';
    end if;

    execute format(
        'select array(select %I from %s where %s)', v_column, p_table::regclass, p_condition
    )
    into v_ids;

    return v_ids;
end;
$$;

comment on function private.ids_where is 'The ids of the rows that meet a condition.';

grant execute on function private.ids_where to holdfast_eraser;
