-- Series, as db/schema/00_foundation.sql and 50_bookings.sql describe them.
-- depends: 0007.create-events

create domain data.recurrence_rule as text
constraint recurrence_rule_fits check (char_length(value) between 1 and 500);
comment on domain data.recurrence_rule is
    'When something happens again, RFC 5545, with COUNT or UNTIL: FREQ=WEEKLY;COUNT=10.';

create domain data.series_mode as text
constraint series_mode_known check (
    value in ('all_or_nothing', 'skip_conflicts', 'propose_alternatives')
);
comment on domain data.series_mode is
    'What becomes of a series that cannot have all its times: all_or_nothing, skip_conflicts or '
    'propose_alternatives.';

create table data.series (
    tenant_id uuid not null,
    series_id uuid not null default uuidv7(),
    service_id uuid not null,
    customer_id uuid not null,
    rrule data.recurrence_rule not null,
    starts_at timestamptz not null,
    time_zone data.time_zone not null,
    mode data.series_mode not null,
    skipped jsonb not null default '[]',
    created_by uuid,
    created_at timestamptz not null default now(),
    constraint series_pkey primary key (tenant_id, series_id),
    constraint series_service_fkey foreign key (tenant_id, service_id)
    references data.services on delete restrict,
    constraint series_customer_fkey foreign key (tenant_id, customer_id)
    references data.customers on delete restrict
);

comment on table data.series is
    'What was asked for when bookings were made by a rule. Each of them goes its own way since.';
comment on column data.series.rrule is 'As it was given.';
comment on column data.series.starts_at is 'The first occurrence.';
comment on column data.series.time_zone is 'Where the rule was expanded: on the wall there.';
comment on column data.series.skipped is
    'The occurrences that could not be booked, and why.';

create index series_service_idx on data.series (tenant_id, service_id);
create index series_customer_idx on data.series (tenant_id, customer_id);

alter table data.series owner to holdfast_owner;
alter table data.series enable row level security;
alter table data.series force row level security;

-- One pass over the bookings each, none of which has a series yet; with the table or not at all.

alter table data.bookings
-- squawk-ignore adding-foreign-key-constraint, constraint-missing-not-valid
add constraint bookings_series_fkey foreign key (tenant_id, series_id)
references data.series on delete restrict;

-- squawk-ignore require-concurrent-index-creation
create index bookings_series_idx on data.bookings (tenant_id, series_id, starts_at)
where (series_id is not null);
