-- What was paid out, and what moved on the balance with Stripe, is what Stripe says: noted by the
-- door its events come through and by the worker, seen by who runs the business. What the platform
-- takes of every business is changed by who runs the platform. Nothing is deleted.

grant select, update on data.platform_settings to holdfast_api;
grant select on data.platform_settings to holdfast_reader;

create policy platform_settings_api_select on data.platform_settings
    for select to holdfast_api
    using (true);

create policy platform_settings_api_update on data.platform_settings
    for update to holdfast_api
    using (private.has_role('{platform_admin}'))
    with check (private.has_role('{platform_admin}'));

create policy platform_settings_reader_select on data.platform_settings
    for select to holdfast_reader
    using (true);

grant select, insert, update on data.payouts to holdfast_api;
grant select on data.payouts to holdfast_reader;

create policy payouts_api_select on data.payouts
    for select to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        and private.has_role('{owner,manager,stripe,worker}')
    );

create policy payouts_api_insert on data.payouts
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{stripe,worker}'));

create policy payouts_api_update on data.payouts
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{stripe,worker}'))
    with check (tenant_id = private.current_tenant_id() and private.has_role('{stripe,worker}'));

create policy payouts_reader_select on data.payouts
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

grant select, insert, update on data.balance_transactions to holdfast_api;
grant select on data.balance_transactions to holdfast_reader;

create policy balance_transactions_api_select on data.balance_transactions
    for select to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        and private.has_role('{owner,manager,stripe,worker}')
    );

create policy balance_transactions_api_insert on data.balance_transactions
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{stripe,worker}'));

create policy balance_transactions_api_update on data.balance_transactions
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{stripe,worker}'))
    with check (tenant_id = private.current_tenant_id() and private.has_role('{stripe,worker}'));

create policy balance_transactions_reader_select on data.balance_transactions
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

grant select, insert, update on data.stripe_syncs to holdfast_api;
grant select (tenant_id, due_at) on data.stripe_syncs to holdfast_sweeper;

create policy stripe_syncs_api_select on data.stripe_syncs
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy stripe_syncs_api_insert on data.stripe_syncs
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id());

create policy stripe_syncs_api_update on data.stripe_syncs
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{worker}'))
    with check (tenant_id = private.current_tenant_id() and private.has_role('{worker}'));

create policy stripe_syncs_sweeper_select on data.stripe_syncs
    for select to holdfast_sweeper
    using (true);
