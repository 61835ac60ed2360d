-- Invoices and credit notes, and months that are closed (db/schema/79_invoices.sql).
-- depends: 0047.create-prepaid

alter table data.journals add column happened_at timestamptz;
comment on column data.journals.happened_at is
    'When it really moved, if that was in a month that is closed. Null: when it occurred.';

create domain data.invoice_prefix as text
constraint invoice_prefix_shape check (value ~ '^[A-Z0-9/-]{0,12}$');
comment on domain data.invoice_prefix is
    'What numbers of documents begin with: up to 12 of A-Z, 0-9, / and -.';

create domain data.month as text
constraint month_shape check (value ~ '^(19[7-9]|20[0-9]|21[0-9])[0-9]-(0[1-9]|1[0-2])$');
comment on domain data.month is 'A month, from 1970 to 2199: 2026-11.';

create table data.invoice_settings (
    tenant_id uuid not null,
    automatic boolean not null default false,
    mailed boolean not null default true,
    invoice_prefix data.invoice_prefix not null default 'INV-',
    credit_note_prefix data.invoice_prefix not null default 'CN-',
    legal_name data.short_text,
    address data.long_text,
    tax_number data.short_text,
    footer data.long_text,
    kept_years integer not null default 10,
    constraint invoice_settings_pkey primary key (tenant_id),
    constraint invoice_settings_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete cascade,
    constraint invoice_settings_prefixes_differ check (invoice_prefix <> credit_note_prefix),
    constraint invoice_settings_kept_sane check (kept_years between 5 and 30)
);

comment on table data.invoice_settings is
    'How a business invoices. No row: as the defaults say.';
comment on column data.invoice_settings.automatic is
    'Whether a visit that is over and paid is invoiced unasked.';
comment on column data.invoice_settings.mailed is 'Whether documents are sent to customers.';
comment on column data.invoice_settings.legal_name is 'Who sells. Null: the name of the business.';
comment on column data.invoice_settings.address is 'Null: that of the place of the visit.';
comment on column data.invoice_settings.tax_number is
    'The number that it is registered for tax with. Null: that of the place of the visit.';
comment on column data.invoice_settings.footer is
    'What stands below: a bank account, a register, a rule of law.';
comment on column data.invoice_settings.kept_years is
    'How long the law has documents kept: so many years after that of their issue.';

create table data.invoice_counters (
    tenant_id uuid not null,
    series text not null,
    year integer not null,
    last_number integer not null,
    last_issued_on date not null,
    constraint invoice_counters_pkey primary key (tenant_id, series, year),
    constraint invoice_counters_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete restrict,
    constraint invoice_counters_series_known check (series in ('invoice', 'credit_note')),
    constraint invoice_counters_number_positive check (last_number > 0)
);

comment on table data.invoice_counters is
    'The last number of each series and year. Its row is locked until whoever took a number is '
    'through: so numbers have no gaps.';

create table data.billing_details (
    tenant_id uuid not null,
    booking_id uuid not null,
    name data.short_text,
    company data.short_text,
    address data.long_text,
    tax_number data.short_text,
    is_proven boolean not null default false,
    updated_at timestamptz not null default now(),
    constraint billing_details_pkey primary key (tenant_id, booking_id),
    constraint billing_details_booking_fkey foreign key (tenant_id, booking_id)
    references data.bookings on delete restrict
);

comment on table data.billing_details is
    'To whom a booking is to be invoiced. No row: to whoever booked.';
comment on column data.billing_details.is_proven is
    'Whether staff said so, or the customer with an account: then it counts for later bookings.';

create table data.invoices (
    tenant_id uuid not null,
    invoice_id uuid not null default uuidv7(),
    series text not null,
    year integer not null,
    sequence integer not null,
    number text not null,
    booking_id uuid not null,
    corrects_id uuid,
    replaces_id uuid,
    reason text,
    issued_on date not null,
    supplied_on date not null,
    kept_until date not null,
    currency data.currency_code not null,
    locale data.locale_tag not null,
    seller_name data.short_text not null,
    seller_address data.long_text,
    seller_tax_number data.short_text,
    buyer_name data.short_text not null,
    buyer_company data.short_text,
    buyer_address data.long_text,
    buyer_tax_number data.short_text,
    tax_name data.short_text,
    footer data.long_text,
    net_minor bigint not null,
    tax_minor bigint not null,
    tip_minor bigint not null,
    total_minor bigint not null,
    paid_minor bigint not null,
    payments jsonb not null,
    created_by uuid,
    created_at timestamptz not null default clock_timestamp(),
    constraint invoices_pkey primary key (tenant_id, invoice_id),
    constraint invoices_booking_fkey foreign key (tenant_id, booking_id)
    references data.bookings on delete restrict,
    constraint invoices_corrects_fkey foreign key (tenant_id, corrects_id)
    references data.invoices on delete restrict,
    constraint invoices_replaces_fkey foreign key (tenant_id, replaces_id)
    references data.invoices on delete restrict,
    constraint invoices_sequence_key unique (tenant_id, series, year, sequence),
    constraint invoices_number_key unique (tenant_id, number),
    constraint invoices_series_known check (series in ('invoice', 'credit_note')),
    constraint invoices_reason_known check (
        reason in ('added', 'reduced', 'refunded', 'replaced')
    ),
    constraint invoices_credit_notes_correct check (
        case series
            when 'credit_note' then corrects_id is not null and replaces_id is null
            else corrects_id is null or replaces_id is null
        end
    ),
    constraint invoices_add_up check (
        total_minor = net_minor + tax_minor + tip_minor and total_minor >= 0
    )
);

comment on table data.invoices is
    'Invoices and credit notes, with all that they say. Never changed.';
comment on column data.invoices.series is 'invoice or credit_note: each has numbers of its own.';
comment on column data.invoices.sequence is '1, 2, 3 … of its series and year, without gaps.';
comment on column data.invoices.number is 'What it is called: INV-2026-00001.';
comment on column data.invoices.corrects_id is
    'The invoice that a credit note takes something off, or another invoice adds to.';
comment on column data.invoices.replaces_id is
    'The invoice in whose place it stands, which a credit note took back as a whole.';
comment on column data.invoices.reason is
    'Why it corrects: added (more was earned), reduced (less), refunded or replaced.';
comment on column data.invoices.issued_on is 'On the clock of the business.';
comment on column data.invoices.supplied_on is 'The day of the visit, on the clock of its place.';
comment on column data.invoices.kept_until is
    'Until then the law has it kept, with the name on it, whoever is erased.';
comment on column data.invoices.net_minor is
    'Without tax and tip. Of a credit note what it takes off is positive.';
comment on column data.invoices.paid_minor is 'What was paid by then, less what went back.';
comment on column data.invoices.payments is
    'How: [{id, kind, method, amount, at}]; what went back is negative.';

create index invoices_booking_idx on data.invoices (tenant_id, booking_id);
create index invoices_corrects_idx on data.invoices (tenant_id, corrects_id)
where (corrects_id is not null);
create index invoices_issued_idx on data.invoices (tenant_id, issued_on);
create index invoices_kept_idx on data.invoices (tenant_id, kept_until);

-- A booking is invoiced once; what stands in the place of an invoice does so once.
create unique index invoices_one_per_booking on data.invoices (tenant_id, booking_id)
where (series = 'invoice' and corrects_id is null and replaces_id is null);
create unique index invoices_replaced_once on data.invoices (tenant_id, replaces_id)
where (replaces_id is not null);

create table data.invoice_lines (
    tenant_id uuid not null,
    invoice_id uuid not null,
    line integer not null,
    kind text not null,
    description data.short_text,
    quantity integer not null default 1,
    net_minor bigint not null,
    tax_basis_points data.basis_points,
    tax_minor bigint not null,
    constraint invoice_lines_pkey primary key (tenant_id, invoice_id, line),
    constraint invoice_lines_invoice_fkey foreign key (tenant_id, invoice_id)
    references data.invoices on delete restrict,
    constraint invoice_lines_kind_known check (
        kind in ('service', 'discount', 'reduction', 'fee', 'tip')
    ),
    constraint invoice_lines_quantity_positive check (quantity > 0),
    constraint invoice_lines_tips_untaxed check (kind <> 'tip' or tax_minor = 0)
);

comment on table data.invoice_lines is 'What a document is for: its lines come to its totals.';
comment on column data.invoice_lines.kind is
    'service; discount and reduction (of what was given back before) lower it; fee; tip.';
comment on column data.invoice_lines.description is 'What was sold. Null: the kind says it.';

create table data.closed_months (
    tenant_id uuid not null,
    month date not null,
    begins_at timestamptz not null,
    ends_at timestamptz not null,
    closed_by uuid,
    closed_at timestamptz not null default now(),
    constraint closed_months_pkey primary key (tenant_id, month),
    constraint closed_months_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete restrict,
    constraint closed_months_first_day check (extract(day from month) = 1),
    constraint closed_months_length_sane check (
        ends_at - begins_at between interval '27 days' and interval '32 days'
    )
);

comment on table data.closed_months is
    'The months in which nothing is posted any more. None is opened again.';
comment on column data.closed_months.month is 'Its first day.';
comment on column data.closed_months.begins_at is 'On the clock of the business.';
comment on column data.closed_months.ends_at is 'The first moment that is not in it.';

insert into data.personal_columns (table_name, column_name, kind)
values
('billing_details', 'address', 'text'),
('billing_details', 'company', 'text'),
('billing_details', 'name', 'name'),
('billing_details', 'tax_number', 'text'),
('invoices', 'buyer_address', 'text'),
('invoices', 'buyer_company', 'text'),
('invoices', 'buyer_name', 'name'),
('invoices', 'buyer_tax_number', 'text');

insert into data.impersonal_columns (table_name, column_name, reason)
values
('invoice_lines', 'description', 'What is sold.'),
('invoice_settings', 'address', 'Where a business is.'),
('invoice_settings', 'credit_note_prefix', 'What numbers begin with.'),
('invoice_settings', 'footer', 'What a business says of itself.'),
('invoice_settings', 'invoice_prefix', 'What numbers begin with.'),
('invoice_settings', 'legal_name', 'The name of a business.'),
('invoice_settings', 'tax_number', 'The number of a business.'),
('invoices', 'footer', 'What a business says of itself.'),
('invoices', 'number', 'Made up by us.'),
('invoices', 'payments', 'Ids, ways to pay, amounts and times.'),
('invoices', 'seller_address', 'Where a business is.'),
('invoices', 'seller_name', 'The name of a business.'),
('invoices', 'seller_tax_number', 'The number of a business.'),
('invoices', 'tax_name', 'What a tax is called.');

alter table data.invoice_settings owner to holdfast_owner;
alter table data.invoice_settings enable row level security;
alter table data.invoice_settings force row level security;
alter table data.invoice_counters owner to holdfast_owner;
alter table data.invoice_counters enable row level security;
alter table data.invoice_counters force row level security;
alter table data.billing_details owner to holdfast_owner;
alter table data.billing_details enable row level security;
alter table data.billing_details force row level security;
alter table data.invoices owner to holdfast_owner;
alter table data.invoices enable row level security;
alter table data.invoices force row level security;
alter table data.invoice_lines owner to holdfast_owner;
alter table data.invoice_lines enable row level security;
alter table data.invoice_lines force row level security;
alter table data.closed_months owner to holdfast_owner;
alter table data.closed_months enable row level security;
alter table data.closed_months force row level security;
