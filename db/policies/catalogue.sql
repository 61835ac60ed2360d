-- What a business sells, and with what, is visible to itself. Owners and managers change it. Who
-- joins gets a calendar, who leaves gives theirs up, and private.set_person says whose one is.

grant select, insert, update on data.resources to holdfast_api;
grant select on data.resources to holdfast_reader;

create policy resources_api_select on data.resources
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy resources_api_insert on data.resources
    for insert to holdfast_api
    with check (
        tenant_id = private.current_tenant_id()
        and (
            private.has_role('{owner,manager}')
            or user_id = private.current_user_id() and private.current_claims() ? 'joining'
        )
    );

create policy resources_api_update on data.resources
    for update to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        and (
            private.has_role('{owner,manager}')
            or user_id = private.current_user_id()
            or resource_id = (private.current_claims() ->> 'sharing')::uuid
        )
    )
    with check (
        tenant_id = private.current_tenant_id()
        and (
            private.has_role('{owner,manager}')
            or archived_at is not null
            or resource_id = (private.current_claims() ->> 'sharing')::uuid
        )
    );

create policy resources_reader_select on data.resources
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id());

-- Where somebody works, by whose clock their days are (private.record_busy).
grant select (tenant_id, resource_id, location_id) on data.resources to holdfast_relay;

create policy resources_relay_select on data.resources
    for select to holdfast_relay
    using (pg_trigger_depth() > 0);

grant select, insert, update on data.services to holdfast_api;
grant select on data.services to holdfast_reader;

create policy services_api_select on data.services
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy services_api_insert on data.services
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy services_api_update on data.services
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'))
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy services_reader_select on data.services
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id());

grant select, insert, update, delete on data.requirements to holdfast_api;
grant select on data.requirements to holdfast_reader;

create policy requirements_api_select on data.requirements
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy requirements_api_insert on data.requirements
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy requirements_api_update on data.requirements
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'))
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy requirements_api_delete on data.requirements
    for delete to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy requirements_reader_select on data.requirements
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id());

grant select, insert, update, delete on data.candidates to holdfast_api;
grant select on data.candidates to holdfast_reader;

create policy candidates_api_select on data.candidates
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy candidates_api_insert on data.candidates
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy candidates_api_update on data.candidates
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'))
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy candidates_api_delete on data.candidates
    for delete to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy candidates_reader_select on data.candidates
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id());
