-- Webhooks are for who runs the business. The relay sees which there are, and workers what to sign
-- with; they disable one that nobody answers at.

grant select, insert, update, delete on data.endpoints to holdfast_api;

create policy endpoints_api_select on data.endpoints
    for select to holdfast_api
    using (
        tenant_id = private.current_tenant_id() and private.has_role('{owner,manager,worker}')
    );

create policy endpoints_api_insert on data.endpoints
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy endpoints_api_update on data.endpoints
    for update to holdfast_api
    using (
        tenant_id = private.current_tenant_id() and private.has_role('{owner,manager,worker}')
    )
    with check (
        tenant_id = private.current_tenant_id() and private.has_role('{owner,manager,worker}')
    );

create policy endpoints_api_delete on data.endpoints
    for delete to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));
