-- What staff earn by which rule is for owners to say. Who takes money out of a till, or counts it,
-- writes it down, and nobody changes it after.

grant select, insert, update on data.commission_rules to holdfast_api;
grant select on data.commission_rules to holdfast_reader;

create policy commission_rules_api_select on data.commission_rules
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy commission_rules_api_insert on data.commission_rules
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner}'));

create policy commission_rules_api_update on data.commission_rules
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner}'))
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner}'));

create policy commission_rules_reader_select on data.commission_rules
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

grant select, insert on data.cash_movements to holdfast_api;
grant select on data.cash_movements to holdfast_reader;

create policy cash_movements_api_select on data.cash_movements
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy cash_movements_api_insert on data.cash_movements
    for insert to holdfast_api
    with check (
        tenant_id = private.current_tenant_id() and private.has_role('{owner,manager,staff}')
    );

create policy cash_movements_reader_select on data.cash_movements
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));
