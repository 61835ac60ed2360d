-- Customers are found by phone, and merged where two turn out to be one; notes with an author,
-- consents, and which businesses know an e-mail address (db/schema/20_people.sql, 52_consents.sql).
-- depends: 0016.create-history

create domain data.body_text as text
constraint body_text_fits check (char_length(value) <= 2000 and value ~ '\S');
comment on domain data.body_text is 'A text of 1 to 2,000 characters, not blank.';

create domain data.phone_e164 as text
constraint phone_e164_shape check (value ~ '^\+[1-9][0-9]{5,14}$');
comment on domain data.phone_e164 is
    'A telephone number as the world dials it, E.164: +39061234567.';

create domain data.consent_purpose as text
constraint consent_purpose_shape check (
    value ~ '^[a-z][a-z0-9]*([-_][a-z0-9]+)*$' and char_length(value) <= 60
);
comment on domain data.consent_purpose is
    'What is consented to, in a word that programs know: marketing, health-data, photos.';

alter table data.customers add column phone_e164 data.phone_e164;
alter table data.customers add column merged_into uuid;

-- Nobody is merged yet: each of these is one pass over the customers.
-- squawk-ignore adding-foreign-key-constraint, constraint-missing-not-valid
alter table data.customers add constraint customers_merged_into_fkey
foreign key (tenant_id, merged_into) references data.customers on delete restrict;
-- squawk-ignore constraint-missing-not-valid
alter table data.customers add constraint customers_merged_into_another
check (merged_into <> customer_id);

comment on column data.customers.phone is 'As it was typed.';
comment on column data.customers.phone_e164 is
    'The same number as the world dials it. Null: none, or nobody knows in which country it is.';
comment on column data.customers.merged_into is
    'The record that this one turned out to be. It stays: its e-mail address still finds it.';

-- Numbers that were typed with their country are known at once; the others when they come again.
update data.customers
set phone_e164 = '+' || regexp_replace(phone, '[^0-9]', '', 'g')
where phone ~ '^\+[1-9][0-9 ./-]+$' and regexp_replace(phone, '[^0-9]', '', 'g') ~ '^[0-9]{6,15}$';

-- squawk-ignore require-concurrent-index-creation
create index customers_phone_idx on data.customers (tenant_id, phone_e164)
where (phone_e164 is not null);
-- squawk-ignore require-concurrent-index-creation
create index customers_merged_into_idx on data.customers (tenant_id, merged_into)
where (merged_into is not null);

create table data.customer_addresses (
    email data.email_address not null,
    tenant_id uuid not null,
    customer_id uuid not null,
    constraint customer_addresses_pkey primary key (email, tenant_id),
    constraint customer_addresses_customer_fkey foreign key (tenant_id, customer_id)
    references data.customers on delete cascade,
    constraint customer_addresses_customer_key unique (tenant_id, customer_id)
);

comment on table data.customer_addresses is
    'Global. Which businesses know an e-mail address, for whoever has shown that it is theirs.';

insert into data.customer_addresses (email, tenant_id, customer_id)
select email, tenant_id, customer_id
from data.customers
where email is not null;

create table data.customer_notes (
    tenant_id uuid not null,
    note_id uuid not null default uuidv7(),
    customer_id uuid not null,
    body data.body_text not null,
    author_id uuid,
    author_name data.short_text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint customer_notes_pkey primary key (tenant_id, note_id),
    constraint customer_notes_customer_fkey foreign key (tenant_id, customer_id)
    references data.customers on delete cascade
);

comment on table data.customer_notes is 'What the staff noted about a customer: who, and when.';
comment on column data.customer_notes.author_id is 'The user who wrote it. Null: nobody signed in.';
comment on column data.customer_notes.author_name is 'What they were called then.';

create index customer_notes_customer_idx on data.customer_notes (tenant_id, customer_id, note_id);

create table data.consents (
    tenant_id uuid not null,
    consent_id uuid not null default uuidv7(),
    customer_id uuid not null,
    booking_id uuid,
    purpose data.consent_purpose not null,
    wording data.body_text not null,
    locale data.locale_tag not null,
    source text not null,
    recorded_by uuid,
    given_at timestamptz not null default now(),
    withdrawn_at timestamptz,
    constraint consents_pkey primary key (tenant_id, consent_id),
    constraint consents_customer_fkey foreign key (tenant_id, customer_id)
    references data.customers on delete cascade,
    constraint consents_booking_fkey foreign key (tenant_id, booking_id)
    references data.bookings on delete restrict,
    constraint consents_source_known check (source in ('guest', 'account', 'staff')),
    constraint consents_withdrawn_after_given check (withdrawn_at >= given_at)
);

comment on table data.consents is 'What a customer consented to, in which words, and until when.';
comment on column data.consents.booking_id is
    'The booking that it was given with. Whoever holds its token sees no other.';
comment on column data.consents.wording is 'What they read when they said yes.';
comment on column data.consents.locale is 'The language of the wording.';
comment on column data.consents.source is
    'guest: with a booking''s token; account: the customer, signed in; staff: as told to them.';
comment on column data.consents.recorded_by is 'The user who wrote it down. Null: the customer.';
comment on column data.consents.withdrawn_at is 'Null: it holds.';

create index consents_customer_idx on data.consents (tenant_id, customer_id, consent_id);
create index consents_booking_idx on data.consents (tenant_id, booking_id)
where (booking_id is not null);

alter table data.consents owner to holdfast_owner;
alter table data.consents enable row level security;
alter table data.consents force row level security;
alter table data.customer_addresses owner to holdfast_owner;
alter table data.customer_addresses enable row level security;
alter table data.customer_addresses force row level security;
alter table data.customer_notes owner to holdfast_owner;
alter table data.customer_notes enable row level security;
alter table data.customer_notes force row level security;
