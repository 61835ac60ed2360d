-- Where else a business has written something to a customer, or of them: e-mails, links, answers
-- that are kept. Such rows refer to nobody. They are found by an e-mail address, which stands alone
-- or after a word ("guest:zoe@…"), or by a document that has one of the addresses or ids in it.
--
-- An address that another customer has today is not theirs to be found by.

create function private.person_mentions(p_tenant_id uuid, p_customer_id uuid)
returns table (name text, condition text)
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_tables constant text[] := array(
        select r.name from private.person_rows(p_tenant_id, p_customer_id) as r
    );
    v_ids constant text[] := array(
        select unnest(r.ids)::text from private.person_rows(p_tenant_id, p_customer_id) as r
    );
    v_addresses constant text[] := private.person_addresses(p_tenant_id, p_customer_id);
begin
    return query
    select
        c.relname::text,
        format('tenant_id = %L and (%s)', p_tenant_id, string_agg(
            case p.kind
                when 'email' then format(
                    '%1$I = any(%2$L) or regexp_replace(%1$I, ''^[a-z]+:'', '''') = any(%2$L)',
                    p.column_name, v_addresses
                )
                else format(
                    'exists (select from jsonb_path_query(%I, ''strict $.**'') as v '
                    'where v #>> ''{}'' = any(%L))',
                    p.column_name, v_addresses || v_ids
                )
            end,
            ' or ' order by p.column_name
        ))
    from data.personal_columns as p
    join pg_catalog.pg_class as c
        on c.relnamespace = 'data'::regnamespace and c.relname = p.table_name
    join pg_catalog.pg_attribute as a on a.attrelid = c.oid and a.attname = 'tenant_id'
    where
        p.kind in ('email', 'document')
        and p.table_name <> all(v_tables)
        -- It has the ids of what it is about: private.erase_history.
        and p.table_name <> 'history'
    group by c.relname
    order by c.relname;
end;
$$;

comment on function private.person_mentions is
    'Where else a business has written something to a customer, or of them.';

grant execute on function private.person_mentions to holdfast_eraser;
