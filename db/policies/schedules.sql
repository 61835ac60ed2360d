-- When resources work is visible to their own business.

grant select, insert, update, delete on data.hours to holdfast_api;
grant select on data.hours to holdfast_reader;

create policy hours_api_select on data.hours
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy hours_api_insert on data.hours
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy hours_api_update on data.hours
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'))
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy hours_api_delete on data.hours
    for delete to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy hours_reader_select on data.hours
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id());

grant select, insert, delete on data.location_hours to holdfast_api;
grant select on data.location_hours to holdfast_reader;

create policy location_hours_api_select on data.location_hours
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy location_hours_api_insert on data.location_hours
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy location_hours_api_delete on data.location_hours
    for delete to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy location_hours_reader_select on data.location_hours
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id());

grant select, insert, update, delete on data.shifts to holdfast_api;
grant select on data.shifts to holdfast_reader;

create policy shifts_api_select on data.shifts
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy shifts_api_insert on data.shifts
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy shifts_api_update on data.shifts
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'))
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy shifts_api_delete on data.shifts
    for delete to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy shifts_reader_select on data.shifts
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id());

grant select, insert, update, delete on data.closures to holdfast_api;
grant select on data.closures to holdfast_reader;

create policy closures_api_select on data.closures
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy closures_api_insert on data.closures
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy closures_api_update on data.closures
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'))
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy closures_api_delete on data.closures
    for delete to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy closures_reader_select on data.closures
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id());

grant select, insert, update, delete on data.time_off to holdfast_api;
grant select on data.time_off to holdfast_reader;

create policy time_off_api_select on data.time_off
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy time_off_api_insert on data.time_off
    for insert to holdfast_api
    with check (
        tenant_id = private.current_tenant_id()
        and private.has_role('{owner,manager,staff}')
    );

create policy time_off_api_update on data.time_off
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager,staff}'))
    with check (
        tenant_id = private.current_tenant_id()
        and private.has_role('{owner,manager,staff}')
    );

create policy time_off_api_delete on data.time_off
    for delete to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager,staff}'));

create policy time_off_reader_select on data.time_off
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id());
