-- The records of a business that are one person: this one, and those that it was merged with. Which
-- column says so is read from the catalogue: whichever refers from one customer to another.

create function private.same_person(p_tenant_id uuid, p_customer_id uuid) returns uuid[]
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_ids uuid[] := array[p_customer_id];
    v_more uuid[];
    v_column text;
begin
    for v_column in
        select a.attname
        from pg_catalog.pg_constraint as f
        join pg_catalog.pg_attribute as a on a.attrelid = f.conrelid and a.attnum = f.conkey[2]
        where
            f.contype = 'f'
            and f.conrelid = 'data.customers'::regclass
            and f.confrelid = 'data.customers'::regclass
    loop
        loop
            execute format(
                'select array('
                'select id from data.customers as c, unnest(array[c.customer_id, c.%1$I]) as id '
                'where c.tenant_id = $1 and (c.customer_id = any($2) or c.%1$I = any($2)) '
                'and id is not null union select unnest($2) order by 1)',
                v_column
            )
            into v_more
            using p_tenant_id, v_ids;

            exit when cardinality(v_more) = cardinality(v_ids);
            v_ids := v_more;
        end loop;
    end loop;

    return v_ids;
end;
$$;

comment on function private.same_person is 'The records of a business that are one person.';

grant execute on function private.same_person to holdfast_api;
