-- Businesses that open themselves: applications, domains, presets, e-mails to customers
-- (db/schema/10_tenants.sql).
-- depends: 0014.guard-people

create domain data.country_code as text
constraint country_code_shape check (value ~ '^[A-Z]{2}$');
comment on domain data.country_code is 'A country, ISO 3166-1 alpha-2: IT.';

create domain data.slug_wish as text
constraint slug_wish_shape check (value ~* '^[a-z0-9](-?[a-z0-9]){1,62}$');
comment on domain data.slug_wish is
    'The name that a business would like in URLs: a-z, 0-9 and inner hyphens. Capitals are read as '
    'small letters.';

create domain data.host_name as text
constraint host_name_shape check (
    char_length(value) <= 253
    and value ~ '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$'
);
comment on domain data.host_name is
    'The name of a host in DNS, in lower case and Punycode: www.xn--caf-dma.example.';

create domain data.template_kind as text
constraint template_kind_known check (
    value in (
        'booking_confirmed', 'booking_held', 'booking_cancelled', 'booking_rescheduled',
        'reminder', 'waitlist_offer', 'review_request'
    )
);
comment on domain data.template_kind is 'What an e-mail to a customer is about.';

create domain data.template_locale as text
constraint template_locale_known check (value in ('en', 'it', 'pl', 'da'));
comment on domain data.template_locale is
    'A language that e-mails are written in: en, it, pl or da.';

-- Without the placeholders that are known, no braces are left.
create domain data.template_text as text
constraint template_text_fits check (char_length(value) <= 4000 and value ~ '\S')
constraint template_text_placeholders check (
    regexp_replace(
        value,
        '\{\{ ?(customer_name|business|service|resource|location|address|starts_at'
        '|previous_starts_at|party_size|price|pay_until|answer_until|cancel_until|manage_url'
        '|review_url) ?\}\}',
        '', 'g'
    ) !~ '\{\{|\}\}'
);
comment on domain data.template_text is
    'Words of an e-mail, at most 4,000 characters. Placeholders are {{ customer_name }}, '
    '{{ business }}, {{ service }}, {{ resource }}, {{ location }}, {{ address }}, '
    '{{ starts_at }}, {{ previous_starts_at }}, {{ party_size }}, {{ price }}, {{ pay_until }}, '
    '{{ answer_until }}, {{ cancel_until }}, {{ manage_url }} and {{ review_url }}.';

-- There are few businesses, and every one of them keeps these rules as it is.
alter table data.tenants
add column country data.country_code,
add column pending_until timestamptz,
-- squawk-ignore ban-drop-constraint
drop constraint tenants_status_known,
-- squawk-ignore constraint-missing-not-valid
add constraint tenants_status_known check (status in ('pending', 'active', 'suspended')),
-- squawk-ignore constraint-missing-not-valid
add constraint tenants_pending_ends check ((status = 'pending') = (pending_until is not null));

comment on column data.tenants.country is 'Where it is at home: how telephone numbers are read.';
comment on column data.tenants.pending_until is
    'Until when whoever applied can prove their e-mail address. Null: they have.';

alter table data.directory add column pending_until timestamptz;

create table data.domains (
    tenant_id uuid not null,
    domain_id uuid not null default uuidv7(),
    host data.host_name not null,
    token text not null default replace(
        gen_random_uuid()::text || gen_random_uuid()::text, '-', ''
    ),
    verified_at timestamptz,
    created_at timestamptz not null default now(),
    constraint domains_pkey primary key (tenant_id, domain_id),
    constraint domains_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete cascade,
    constraint domains_host_key unique (tenant_id, host)
);

comment on table data.domains is 'A host of a business''s own, claimed and perhaps verified.';
comment on column data.domains.token is 'What a TXT record has to say, to verify it.';
comment on column data.domains.verified_at is 'When DNS said that it is theirs. Null: not yet.';

create table data.sites (
    tenant_id uuid not null,
    host data.host_name not null,
    constraint sites_pkey primary key (tenant_id, host),
    constraint sites_domain_fkey foreign key (tenant_id, host)
    references data.domains (tenant_id, host) on delete cascade,
    constraint sites_host_key unique (host)
);

comment on table data.sites is 'Global. Which host is whose: the verified domains.';

create table data.presets (
    preset data.preset_name not null,
    document jsonb not null,
    constraint presets_pkey primary key (preset)
);

comment on table data.presets is
    'Global. What each kind of business starts with, in four languages: db/presets, as data.';

create table data.reserved_slugs (
    slug data.slug not null,
    constraint reserved_slugs_pkey primary key (slug)
);

comment on table data.reserved_slugs is 'Global. What no business can be called in URLs.';

create table data.templates (
    tenant_id uuid not null,
    kind data.template_kind not null,
    locale data.template_locale not null,
    subject data.template_text not null,
    body data.template_text not null,
    updated_at timestamptz,
    constraint templates_pkey primary key (tenant_id, kind, locale),
    constraint templates_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete cascade,
    constraint templates_subject_is_a_line check (
        char_length(subject) <= 200 and subject !~ '[\r\n]'
    )
);

comment on table data.templates is 'The e-mails of a business to its customers.';
comment on column data.templates.updated_at is 'When it was changed. Null: as in the preset.';

alter table data.domains owner to holdfast_owner;
alter table data.domains enable row level security;
alter table data.domains force row level security;
alter table data.sites owner to holdfast_owner;
alter table data.sites enable row level security;
alter table data.sites force row level security;
alter table data.presets owner to holdfast_owner;
alter table data.presets enable row level security;
alter table data.presets force row level security;
alter table data.reserved_slugs owner to holdfast_owner;
alter table data.reserved_slugs enable row level security;
alter table data.reserved_slugs force row level security;
alter table data.templates owner to holdfast_owner;
alter table data.templates enable row level security;
alter table data.templates force row level security;

-- squawk-ignore require-concurrent-index-creation
create index one_time_links_email_idx on data.one_time_links (email, purpose);
