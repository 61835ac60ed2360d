-- Who was erased is for the business to know, how long things are kept for its owner to say. What
-- is due is seen by the sweep. The eraser does what api functions do, and may besides empty, or
-- delete, rows in the tables that have something personal; but no history, which it reads, and
-- which has functions of its own. Of what is no business's it deletes what is long past, what was
-- written to the address that it is to forget (private.forget_address), and the user who asks to be
-- erased.

grant select on data.impersonal_columns to holdfast_api;
grant select on data.impersonal_columns to holdfast_reader;

create policy impersonal_columns_api_select on data.impersonal_columns
    for select to holdfast_api
    using (true);

create policy impersonal_columns_reader_select on data.impersonal_columns
    for select to holdfast_reader
    using (true);

grant select, insert, update on data.erasures to holdfast_api;
grant select on data.erasures to holdfast_reader;

create policy erasures_api_select on data.erasures
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager,worker}'));

create policy erasures_api_insert on data.erasures
    for insert to holdfast_api
    with check (
        tenant_id = private.current_tenant_id()
        and private.has_role('{owner,manager,worker}')
    );

create policy erasures_api_update on data.erasures
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager,worker}'))
    with check (
        tenant_id = private.current_tenant_id()
        and private.has_role('{owner,manager,worker}')
    );

create policy erasures_reader_select on data.erasures
    for select to holdfast_reader
    using (
        tenant_id = private.current_tenant_id()
        and not private.has_role('{guest,customer,staff}')
    );

grant select, insert, update on data.retention_rules to holdfast_api;
grant select on data.retention_rules to holdfast_reader;

create policy retention_rules_api_select on data.retention_rules
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager,worker}'));

create policy retention_rules_api_insert on data.retention_rules
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner}'));

create policy retention_rules_api_update on data.retention_rules
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner}'))
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner}'));

create policy retention_rules_reader_select on data.retention_rules
    for select to holdfast_reader
    using (
        tenant_id = private.current_tenant_id()
        and not private.has_role('{guest,customer,staff}')
    );

grant select, insert, update on data.retention_runs to holdfast_api;
grant select on data.retention_runs to holdfast_sweeper;

create policy retention_runs_api_select on data.retention_runs
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{worker}'));

create policy retention_runs_api_insert on data.retention_runs
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner,worker}'));

create policy retention_runs_api_update on data.retention_runs
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{worker}'))
    with check (tenant_id = private.current_tenant_id() and private.has_role('{worker}'));

create policy retention_runs_sweeper_select on data.retention_runs
    for select to holdfast_sweeper
    using (due_at <= now());

grant delete on data.users to holdfast_eraser;

create policy users_eraser_delete on data.users
    for delete to holdfast_eraser
    using (user_id = private.current_user_id());

do $$
declare
    v_table text;
    v_unowned text;
begin
    for v_table, v_unowned in
        select distinct p.table_name, coalesce(' or ' || u.condition, '')
        from data.personal_columns as p
        join pg_attribute as a
            on a.attrelid = to_regclass(format('data.%I', p.table_name)) and a.attname = 'tenant_id'
        left join (values
            (
                'deliveries',
                'tenant_id = ''00000000-0000-0000-0000-000000000000'' '
                'and settled_at < now() - interval ''30 days'''
            ),
            (
                'idempotency_keys',
                'caller = ''applicant'' and created_at < now() - interval ''48 hours'''
            ),
            (
                'messages',
                'tenant_id is null and ('
                'created_at < now() - interval ''30 days'' '
                'or recipient = private.current_claims() ->> ''forgets'')'
            ),
            (
                'one_time_links',
                'expires_at < now() - interval ''30 days'' '
                'or tenant_id is null and email = private.current_claims() ->> ''forgets'''
            )
        ) as u (table_name, condition) on u.table_name = p.table_name
        where p.kind <> 'secret' and p.table_name <> 'history'
        order by p.table_name
    loop
        execute format(
            'grant select, update, delete on data.%1$I to holdfast_eraser;'
            'create policy %2$I on data.%1$I for select to holdfast_eraser '
            'using (tenant_id = private.current_tenant_id()%5$s);'
            'create policy %3$I on data.%1$I for update to holdfast_eraser '
            'using (tenant_id = private.current_tenant_id()%5$s) '
            'with check (tenant_id = private.current_tenant_id());'
            'create policy %4$I on data.%1$I for delete to holdfast_eraser '
            'using (tenant_id = private.current_tenant_id()%5$s)',
            v_table, v_table || '_eraser_select', v_table || '_eraser_update',
            v_table || '_eraser_delete', v_unowned
        );
    end loop;
end;
$$;
