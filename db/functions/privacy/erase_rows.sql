-- Empties the personal columns of the rows of one table that meet a condition. A row that is of no
-- use without an e-mail address goes as a whole, and so does one whose secret opens a way to them.

create function private.erase_rows(
    p_table text,
    p_condition text,
    p_locale text
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_assignments text;
    v_changed text;
begin
    if exists (
        select
        from data.personal_columns as p
        join pg_catalog.pg_attribute as a
            on a.attrelid = format('data.%I', p_table)::regclass and a.attname = p.column_name
        where p.table_name = p_table and p.kind in ('email', 'secret') and a.attnotnull
    ) then
        execute format('delete from data.%I where %s', p_table, p_condition);
        return;
    end if;

    select
        string_agg(format('%I = %s', c.column_name, c.blank), ', ' order by c.column_name),
        string_agg(
            format('%I is distinct from %s', c.column_name, c.blank),
            ' or ' order by c.column_name
        )
    into v_assignments, v_changed
    from (
        select p.column_name, private.blank_of(p.kind, not a.attnotnull, p_locale) as blank
        from data.personal_columns as p
        join pg_catalog.pg_attribute as a
            on a.attrelid = format('data.%I', p_table)::regclass and a.attname = p.column_name
        where p.table_name = p_table and p.kind <> 'secret'
    ) as c;

    if v_assignments is not null then
        execute format(
            'update data.%I set %s where %s and (%s)',
            p_table, v_assignments, p_condition, v_changed
        );
    end if;
end;
$$;

comment on function private.erase_rows is 'Empty the personal columns of rows.';

grant execute on function private.erase_rows to holdfast_eraser;
