-- The e-mail addresses that a customer was known by, in the records about them.
--
-- An address that another customer has today is not theirs to be found by.

create function private.person_addresses(p_tenant_id uuid, p_customer_id uuid) returns text[]
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_ids constant uuid[] := private.same_person(p_tenant_id, p_customer_id);
    v_query text;
    v_addresses text[];
begin
    select string_agg(
        format('select %I::text from data.%I where %s', p.column_name, r.name, r.condition),
        ' union '
    )
    into v_query
    from private.person_rows(p_tenant_id, p_customer_id) as r
    join data.personal_columns as p on p.table_name = r.name and p.kind = 'email';

    execute format(
        'select array(select address from (%s) as said (address) where address is not null '
        'except select email::text from data.customers '
        'where tenant_id = $1 and email is not null and customer_id <> all($2))',
        v_query
    )
    into v_addresses
    using p_tenant_id, v_ids;

    return v_addresses;
end;
$$;

comment on function private.person_addresses is 'The e-mail addresses a customer was known by.';

grant execute on function private.person_addresses to holdfast_eraser;
