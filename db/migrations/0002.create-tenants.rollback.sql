drop table data.directory_places, data.directory, data.locations, data.tenant_keys, data.tenants;
