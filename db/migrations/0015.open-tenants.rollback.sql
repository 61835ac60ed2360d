drop index data.one_time_links_email_idx;

drop table data.templates;
drop table data.reserved_slugs;
drop table data.presets;
drop table data.sites;
drop table data.domains;

alter table data.directory drop column pending_until;

-- An application that nobody has proved stays what it is to everybody: nothing that can be booked.
update data.tenants set status = 'suspended', pending_until = null where status = 'pending';

alter table data.tenants
drop constraint tenants_pending_ends,
drop constraint tenants_status_known,
add constraint tenants_status_known check (status in ('active', 'suspended')),
drop column pending_until,
drop column country;

drop domain data.template_text;
drop domain data.template_locale;
drop domain data.template_kind;
drop domain data.host_name;
drop domain data.slug_wish;
drop domain data.country_code;
