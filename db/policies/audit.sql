-- History is written by the trigger alone: whoever is not inside one adds nothing. It is never
-- deleted, and of what is written only a few columns ever change: sealing gives a row its place in
-- the chain, erasing takes what is personal out of it. One role does all that, through functions
-- that do nothing else; it sees what it must to chain and to verify.

grant select on data.personal_columns to holdfast_api;
grant select on data.personal_columns to holdfast_reader;

-- For the triggers below, which are the owner's.
create policy personal_columns_owner_select on data.personal_columns
    for select to holdfast_owner
    using (true);

create policy personal_columns_api_select on data.personal_columns
    for select to holdfast_api
    using (true);

create policy personal_columns_reader_select on data.personal_columns
    for select to holdfast_reader
    using (true);

grant select on data.history to holdfast_api;
grant select on data.history to holdfast_reader;
grant select, insert on data.history to holdfast_historian;
grant update (position, digest, hash, personal, erased_at) on data.history to holdfast_historian;
grant select (tenant_id, position) on data.history to holdfast_sweeper;

create policy history_api_select on data.history
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy history_reader_select on data.history
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy history_historian_select on data.history
    for select to holdfast_historian
    using (tenant_id = private.current_tenant_id());

create policy history_historian_insert on data.history
    for insert to holdfast_historian
    with check (pg_trigger_depth() > 0);

create policy history_historian_update on data.history
    for update to holdfast_historian
    using (tenant_id = private.current_tenant_id())
    with check (tenant_id = private.current_tenant_id());

-- What the history has of somebody's rows is theirs to have (private.person_records).
grant select on data.history to holdfast_eraser;

create policy history_eraser_select on data.history
    for select to holdfast_eraser
    using (tenant_id = private.current_tenant_id());

create policy history_sweeper_select on data.history
    for select to holdfast_sweeper
    using (position is null);

grant select (user_id, name) on data.users to holdfast_historian;

create policy users_historian_select on data.users
    for select to holdfast_historian
    using (private.current_tenant_id() is not null);

grant select on data.history_heads to holdfast_api;
grant select, insert on data.history_heads to holdfast_historian;
grant update (position, hash, sealed_at) on data.history_heads to holdfast_historian;

create policy history_heads_api_select on data.history_heads
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner}'));

create policy history_heads_historian_select on data.history_heads
    for select to holdfast_historian
    using (tenant_id = private.current_tenant_id());

create policy history_heads_historian_insert on data.history_heads
    for insert to holdfast_historian
    with check (pg_trigger_depth() > 0);

create policy history_heads_historian_update on data.history_heads
    for update to holdfast_historian
    using (tenant_id = private.current_tenant_id())
    with check (tenant_id = private.current_tenant_id());

-- History is kept of every table of businesses that private.left_out_of_history does not name. The
-- row's id is what its primary key has after tenant_id, if that is a uuid; else the tenant's.
do $$
declare
    v_table record;
begin
    for v_table in
        select
            c.relname as name,
            coalesce(id.attname, 'tenant_id') as id,
            array_agg(a.attname order by a.attname) filter (where p.kind <> 'secret') as personal,
            array_agg(a.attname order by a.attname) filter (where p.kind is null or p.kind = 'secret') as public,
            array_agg(a.attname order by a.attname) filter (where p.kind = 'secret') as secret
        from pg_class as c
        join pg_index as k on k.indrelid = c.oid and k.indisprimary
        join pg_attribute as a
            on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        left join pg_attribute as id
            on id.attrelid = c.oid and id.attnum = k.indkey[1] and id.atttypid = 'uuid'::regtype
        left join data.personal_columns as p
            on p.table_name = c.relname and p.column_name = a.attname
        where
            c.relnamespace = 'data'::regnamespace
            and c.relkind in ('r', 'p')
            and c.relname not in (select l.table_name from private.left_out_of_history() as l)
            and exists (
                select
                from pg_attribute as t
                where t.attrelid = c.oid and t.attname = 'tenant_id' and not t.attisdropped
            )
        group by c.relname, id.attname
        order by c.relname
    loop
        execute format(
            'create trigger _950_history after insert or delete on data.%1$I '
            'for each row execute function private.tg_record_history(%2$L, %3$L, %4$L, %5$L, %1$L);'
            'create trigger _950_history_of_update after update on data.%1$I '
            'for each row when (old.* is distinct from new.*) '
            'execute function private.tg_record_history(%2$L, %3$L, %4$L, %5$L, %1$L)',
            v_table.name, v_table.id, coalesce(v_table.personal, '{}'), v_table.public,
            coalesce(v_table.secret, '{}')
        );
    end loop;
end;
$$;
