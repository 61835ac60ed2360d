-- The shapes that hosts of businesses have outside the database.

create type api.domain as (
    id uuid,
    host text,
    record_name text,
    record_value text,
    verified_at data.utc_instant,
    created_at data.utc_instant
);

comment on type api.domain is 'A host of a business''s own.';
comment on column api.domain.id is 'UUIDv7.';
comment on column api.domain.host is 'Its name in DNS, in Punycode.';
comment on column api.domain.record_name is 'Where DNS has to have a TXT record.';
comment on column api.domain.record_value is 'What that record has to say.';
comment on column api.domain.verified_at is 'When it did; null: not yet.';
comment on column api.domain.created_at is 'When it was claimed.';

create type api.site as (host text, slug text, name text, preset text);

comment on type api.site is 'Whose page a host shows.';
comment on column api.site.host is 'The host, in Punycode.';
comment on column api.site.slug is 'The name of the business in URLs.';
comment on column api.site.name is 'Its name.';
comment on column api.site.preset is 'What kind of business it is.';
