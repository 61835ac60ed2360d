-- The shape that a business has for whoever runs the platform.

create type api.platform_tenant as (tenant uuid, slug text, name text, preset text, status text);

comment on type api.platform_tenant is 'A business, as whoever runs the platform sees it.';
comment on column api.platform_tenant.tenant is 'Its id.';
comment on column api.platform_tenant.slug is 'Its name in URLs.';
comment on column api.platform_tenant.name is 'What it is called.';
comment on column api.platform_tenant.preset is 'What kind of business it is.';
comment on column api.platform_tenant.status is 'active, or suspended: it takes no bookings.';
