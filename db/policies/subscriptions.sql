-- Plans are for everybody to read, and changed by whoever runs the platform. What a business
-- subscribes to is written by its owners, what Stripe tells, and whoever reminds them. Whether it
-- may book is asked for everybody who books. The sweeper sees the businesses whose owners are to be
-- reminded; asked by a platform admin, who has which plan, and how that stands, of all of them.

grant select, insert, update on data.plans to holdfast_api;
grant select on data.plans to holdfast_reader;

create policy plans_api_select on data.plans
    for select to holdfast_api
    using (true);

create policy plans_api_insert on data.plans
    for insert to holdfast_api
    with check (private.has_role('{platform_admin}'));

create policy plans_api_update on data.plans
    for update to holdfast_api
    using (private.has_role('{platform_admin}'))
    with check (private.has_role('{platform_admin}'));

create policy plans_reader_select on data.plans
    for select to holdfast_reader
    using (true);

grant select, insert, update on data.plan_prices to holdfast_api;
grant select on data.plan_prices to holdfast_reader;

create policy plan_prices_api_select on data.plan_prices
    for select to holdfast_api
    using (true);

create policy plan_prices_api_insert on data.plan_prices
    for insert to holdfast_api
    with check (private.has_role('{platform_admin}'));

create policy plan_prices_api_update on data.plan_prices
    for update to holdfast_api
    using (private.has_role('{platform_admin}'))
    with check (private.has_role('{platform_admin}'));

create policy plan_prices_reader_select on data.plan_prices
    for select to holdfast_reader
    using (true);

grant select, insert, update on data.tenant_subscriptions to holdfast_api;
grant select on data.tenant_subscriptions to holdfast_reader;
grant select (
    tenant_id, subscription_id, plan, status, price_id, period_ends_at, trial_ends_at, cancel_at,
    unpaid_since, lapses_at, remind_at, created_at
) on data.tenant_subscriptions to holdfast_sweeper;

create policy tenant_subscriptions_api_select on data.tenant_subscriptions
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy tenant_subscriptions_api_insert on data.tenant_subscriptions
    for insert to holdfast_api
    with check (
        tenant_id = private.current_tenant_id() and private.has_role('{owner,stripe,worker}')
    );

create policy tenant_subscriptions_api_update on data.tenant_subscriptions
    for update to holdfast_api
    using (
        tenant_id = private.current_tenant_id() and private.has_role('{owner,stripe,worker}')
    )
    with check (
        tenant_id = private.current_tenant_id() and private.has_role('{owner,stripe,worker}')
    );

create policy tenant_subscriptions_reader_select on data.tenant_subscriptions
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy tenant_subscriptions_sweeper_select on data.tenant_subscriptions
    for select to holdfast_sweeper
    using (
        private.has_role('{platform_admin}') or private.has_role('{worker}') and remind_at <= now()
    );

grant select, insert, update on data.subscription_invoices to holdfast_api;
grant select on data.subscription_invoices to holdfast_reader;

create policy subscription_invoices_api_select on data.subscription_invoices
    for select to holdfast_api
    using (
        tenant_id = private.current_tenant_id() and private.has_role('{owner,manager,stripe}')
    );

create policy subscription_invoices_api_insert on data.subscription_invoices
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{stripe}'));

create policy subscription_invoices_api_update on data.subscription_invoices
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{stripe}'))
    with check (tenant_id = private.current_tenant_id() and private.has_role('{stripe}'));

create policy subscription_invoices_reader_select on data.subscription_invoices
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

grant select, insert on data.subscription_letters to holdfast_api;
grant select on data.subscription_letters to holdfast_reader;

create policy subscription_letters_api_select on data.subscription_letters
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,stripe,worker}'));

create policy subscription_letters_api_insert on data.subscription_letters
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{stripe,worker}'));

create policy subscription_letters_reader_select on data.subscription_letters
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

-- What a business that has not paid cannot write is every table of businesses that
-- private.left_out_of_lapse does not name. Of functions that clients call; erasing goes on.
do $$
declare
    v_table name;
begin
    for v_table in
        select c.relname
        from pg_class as c
        where
            c.relnamespace = 'data'::regnamespace
            and c.relkind in ('r', 'p')
            and c.relname not in (select l.table_name from private.left_out_of_lapse() as l)
            and exists (
                select
                from pg_attribute as t
                where t.attrelid = c.oid and t.attname = 'tenant_id' and not t.attisdropped
            )
        order by c.relname
    loop
        execute format(
            'create trigger _010_paid before insert or update or delete on data.%I '
            'for each statement '
            'when (current_user = ''holdfast_api'' and private.has_role(''{owner,manager,staff}'')) '
            'execute function private.tg_paid()',
            v_table
        );
    end loop;
end;
$$;
