-- The columns of a table that are in nothing that is handed out.

create function private.secret_columns(p_table text) returns text[]
    language sql stable
    set search_path = ''
as $$
    select array(
        select p.column_name
        from data.personal_columns as p
        where p.table_name = p_table and p.kind = 'secret'
    );
$$;

comment on function private.secret_columns is 'The secret columns of a table.';

grant execute on function private.secret_columns to holdfast_api;
