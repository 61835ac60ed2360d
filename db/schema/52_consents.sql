-- What customers have consented to. A consent is a fact: what was said then stays, and only that it
-- was withdrawn is added.

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
