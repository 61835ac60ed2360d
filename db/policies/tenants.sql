-- A business is visible to itself, and opened in the name of its owner to be. The directory is for
-- everybody to read: it holds only what a business tells the world, and only its own rows can be
-- written.

grant select, insert, update on data.tenants to holdfast_api;
grant select on data.tenants to holdfast_reader;

create policy tenants_api_select on data.tenants
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy tenants_api_insert on data.tenants
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner}'));

create policy tenants_api_update on data.tenants
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'))
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy tenants_reader_select on data.tenants
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id());

grant select, insert on data.tenant_keys to holdfast_api;

create policy tenant_keys_api_select on data.tenant_keys
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy tenant_keys_api_insert on data.tenant_keys
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner}'));

grant select, insert, update on data.locations to holdfast_api;
grant select on data.locations to holdfast_reader;

create policy locations_api_select on data.locations
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy locations_api_insert on data.locations
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy locations_api_update on data.locations
    for update to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        and (private.has_role('{owner,manager}') or private.current_claims() ? 'joining')
    )
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy locations_reader_select on data.locations
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id());

grant select (tenant_id, location_id, time_zone) on data.locations to holdfast_relay;

create policy locations_relay_select on data.locations
    for select to holdfast_relay
    using (pg_trigger_depth() > 0);

grant select, insert, update on data.directory to holdfast_api;
grant select on data.directory to holdfast_reader;

create policy directory_api_select on data.directory
    for select to holdfast_api
    using (true);

create policy directory_api_insert on data.directory
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy directory_api_update on data.directory
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'))
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy directory_reader_select on data.directory
    for select to holdfast_reader
    using (true);

grant select, insert, update, delete on data.directory_places to holdfast_api;
grant select on data.directory_places to holdfast_reader;

create policy directory_places_api_select on data.directory_places
    for select to holdfast_api
    using (true);

create policy directory_places_api_insert on data.directory_places
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy directory_places_api_update on data.directory_places
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'))
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy directory_places_api_delete on data.directory_places
    for delete to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy directory_places_reader_select on data.directory_places
    for select to holdfast_reader
    using (true);

grant select, insert, update, delete on data.domains to holdfast_api;
grant select on data.domains to holdfast_reader;

create policy domains_api_select on data.domains
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy domains_api_insert on data.domains
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy domains_api_update on data.domains
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'))
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy domains_api_delete on data.domains
    for delete to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy domains_reader_select on data.domains
    for select to holdfast_reader
    using (
        tenant_id = private.current_tenant_id()
        and not private.has_role('{guest,customer,staff}')
    );

grant select, insert on data.sites to holdfast_api;
grant select on data.sites to holdfast_reader;

create policy sites_api_select on data.sites
    for select to holdfast_api
    using (true);

create policy sites_api_insert on data.sites
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy sites_reader_select on data.sites
    for select to holdfast_reader
    using (true);

grant select on data.presets to holdfast_api;
grant select on data.presets to holdfast_reader;

create policy presets_api_select on data.presets
    for select to holdfast_api
    using (true);

create policy presets_reader_select on data.presets
    for select to holdfast_reader
    using (true);

grant select on data.reserved_slugs to holdfast_api;
grant select on data.reserved_slugs to holdfast_reader;

create policy reserved_slugs_api_select on data.reserved_slugs
    for select to holdfast_api
    using (true);

create policy reserved_slugs_reader_select on data.reserved_slugs
    for select to holdfast_reader
    using (true);

grant select, insert, update on data.templates to holdfast_api;
grant select on data.templates to holdfast_reader;

create policy templates_api_select on data.templates
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy templates_api_insert on data.templates
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner}'));

create policy templates_api_update on data.templates
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'))
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy templates_reader_select on data.templates
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and not private.has_role('{guest,customer}'));
