-- Documents are issued by functions for whoever completes, pays or asks, a guest as well, and read;
-- no role may change or delete one. The eraser alone empties what is personal on those that the law
-- does not have kept any longer (private.tg_invoices_fixed). Who runs the business sees them all;
-- staff and customers see their own through functions.

grant select, insert, update on data.invoice_settings to holdfast_api;
grant select on data.invoice_settings to holdfast_reader;

create policy invoice_settings_api_select on data.invoice_settings
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy invoice_settings_api_insert on data.invoice_settings
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy invoice_settings_api_update on data.invoice_settings
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'))
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy invoice_settings_reader_select on data.invoice_settings
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

grant select, insert, update on data.invoice_counters to holdfast_api;
grant select on data.invoice_counters to holdfast_reader;

create policy invoice_counters_api_select on data.invoice_counters
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy invoice_counters_api_insert on data.invoice_counters
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id());

create policy invoice_counters_api_update on data.invoice_counters
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id())
    with check (tenant_id = private.current_tenant_id());

create policy invoice_counters_reader_select on data.invoice_counters
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

grant select, insert, update on data.billing_details to holdfast_api;
grant select on data.billing_details to holdfast_reader;

create policy billing_details_api_select on data.billing_details
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy billing_details_api_insert on data.billing_details
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id());

create policy billing_details_api_update on data.billing_details
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id())
    with check (tenant_id = private.current_tenant_id());

create policy billing_details_reader_select on data.billing_details
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

grant select, insert on data.invoices to holdfast_api;
grant select on data.invoices to holdfast_reader;

create policy invoices_api_select on data.invoices
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy invoices_api_insert on data.invoices
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id());

create policy invoices_reader_select on data.invoices
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

grant select, insert on data.invoice_lines to holdfast_api;
grant select on data.invoice_lines to holdfast_reader;

create policy invoice_lines_api_select on data.invoice_lines
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy invoice_lines_api_insert on data.invoice_lines
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id());

create policy invoice_lines_reader_select on data.invoice_lines
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

-- A month is closed by who runs the business, and stays so.

grant select, insert on data.closed_months to holdfast_api;
grant select on data.closed_months to holdfast_reader;

create policy closed_months_api_select on data.closed_months
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy closed_months_api_insert on data.closed_months
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy closed_months_reader_select on data.closed_months
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));
