-- Writes the rows of one table of an archive, which the caller has put into pg_temp.archive_lines,
-- and says how many there were. What private.archive_tables says of all of them is in
-- pg_temp.archive_tables. It is one statement: rows of a table may refer to each other.
--
-- Users are there already if they work for another business too. Then they are left as they are,
-- and must be who the archive says.
--
-- For whoever runs the installation: nobody else may call it.
--
-- Fails with  KC100  archive-user-taken
--             KV105  archive-invalid

create function private.import_rows(p_tenant_id uuid, p_table text) returns integer
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_columns text[];
    v_list text;
    v_stray text;
    v_rows integer;
begin
    select t.columns, (select string_agg(quote_ident(c), ', ') from unnest(t.columns) as c)
    into v_columns, v_list
    from pg_temp.archive_tables as t
    where t.name = p_table;

    if v_columns is null then
        raise exception using
            errcode = 'KV105',
            message = format('The archive has a table that is not ours: %s.', p_table);
    end if;

    select l.line::text
    into v_stray
    from pg_temp.archive_lines as l
    where
        (p_table <> 'users' and l.line ->> 'tenant_id' is distinct from p_tenant_id::text)
        or array(select jsonb_object_keys(l.line) as key order by key)
        <> array(select c from unnest(v_columns) as c order by c)
    limit 1;

    if v_stray is not null then
        raise exception using
            errcode = 'KV105',
            message = format(
                'The archive has a row in %s that does not fit: %s.', p_table, left(v_stray, 200)
            );
    end if;

    execute format(
        'insert into data.%1$I (%2$s) select %4$s from pg_temp.archive_lines as l'
        ' cross join lateral jsonb_populate_record(null::data.%1$I, l.line) as r %3$s',
        p_table, v_list, case p_table when 'users' then 'on conflict do nothing' else '' end,
        (select string_agg('r.' || quote_ident(c), ', ') from unnest(v_columns) as c)
    );
    get diagnostics v_rows = row_count;

    if p_table = 'users' then
        select l.line ->> 'email'
        into v_stray
        from pg_temp.archive_lines as l
        where not exists (
            select
            from data.users as u
            where u.user_id = (l.line ->> 'user_id')::uuid and u.email = l.line ->> 'email'
        )
        limit 1;

        if v_stray is not null then
            raise exception using
                errcode = 'KC100',
                message = format(
                    '%s, or their id, is somebody else''s here: it cannot be told who is who.',
                    v_stray
                );
        end if;
    end if;

    return v_rows;
end;
$$;

comment on function private.import_rows is 'Write the rows of one table of an archive.';
