-- Events are appended and read. No role may change or delete one.

grant select, insert on data.events to holdfast_api;
grant select on data.events to holdfast_reader;

create policy events_api_select on data.events
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy events_api_insert on data.events
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id());

create policy events_reader_select on data.events
    for select to holdfast_reader
    using (
        tenant_id = private.current_tenant_id()
        and not private.has_role('{guest,customer,staff}')
    );
