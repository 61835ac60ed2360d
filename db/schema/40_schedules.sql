-- When resources work. Weekly hours are said in local time and become instants only for a given
-- date; shifts, closures and time off are instants. A local date with shifts ignores the hours.

create table data.hours (
    tenant_id uuid not null,
    hours_id uuid not null default uuidv7(),
    resource_id uuid not null,
    weekday data.weekday not null,
    opens_at time not null,
    closes_at time not null,
    valid_from date,
    valid_until date,
    constraint hours_pkey primary key (tenant_id, hours_id),
    constraint hours_resource_fkey foreign key (tenant_id, resource_id)
    references data.resources on delete restrict,
    constraint hours_validity_ordered check (valid_from <= valid_until)
);

comment on table data.hours is 'Weekly working hours of a resource, in the clock of its location.';
comment on column data.hours.closes_at is
    'Not after opens_at: it closes the next day. 24:00 is midnight.';
comment on column data.hours.valid_until is 'The last date it holds for. Null: for good.';

create index hours_resource_idx on data.hours (tenant_id, resource_id, weekday);

create table data.location_hours (
    tenant_id uuid not null,
    hours_id uuid not null default uuidv7(),
    location_id uuid not null,
    weekday data.weekday not null,
    opens_at time not null,
    closes_at time not null,
    valid_from date,
    valid_until date,
    constraint location_hours_pkey primary key (tenant_id, hours_id),
    constraint location_hours_location_fkey foreign key (tenant_id, location_id)
    references data.locations on delete restrict,
    constraint location_hours_validity_ordered check (valid_from <= valid_until)
);

comment on table data.location_hours is
    'Weekly opening hours of a location: of everything there that has no hours of its own.';
comment on column data.location_hours.closes_at is
    'Not after opens_at: it closes the next day. 24:00 is midnight.';
comment on column data.location_hours.valid_until is
    'The last date it holds for. Null: for good.';

create index location_hours_location_idx on data.location_hours (
    tenant_id, location_id, weekday
);

create table data.shifts (
    tenant_id uuid not null,
    shift_id uuid not null default uuidv7(),
    resource_id uuid not null,
    on_date date not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    constraint shifts_pkey primary key (tenant_id, shift_id),
    constraint shifts_resource_fkey foreign key (tenant_id, resource_id)
    references data.resources on delete restrict,
    constraint shifts_length_sane check (
        starts_at < ends_at and ends_at - starts_at <= '24 hours'
    )
);

comment on table data.shifts is 'Working time of a resource on one date, instead of its hours.';
comment on column data.shifts.on_date is 'The local date that the shift starts on.';

create index shifts_resource_idx on data.shifts (tenant_id, resource_id, on_date)
include (starts_at, ends_at);

create table data.closures (
    tenant_id uuid not null,
    closure_id uuid not null default uuidv7(),
    location_id uuid not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    reason data.short_text,
    constraint closures_pkey primary key (tenant_id, closure_id),
    constraint closures_location_fkey foreign key (tenant_id, location_id)
    references data.locations on delete restrict,
    constraint closures_length_sane check (
        starts_at < ends_at and ends_at - starts_at <= '366 days'
    )
);

comment on table data.closures is 'A time when a whole location is shut: a holiday, a leak.';

create index closures_location_idx on data.closures (tenant_id, location_id, ends_at);

create table data.time_off (
    tenant_id uuid not null,
    time_off_id uuid not null default uuidv7(),
    resource_id uuid not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    reason data.short_text,
    constraint time_off_pkey primary key (tenant_id, time_off_id),
    constraint time_off_resource_fkey foreign key (tenant_id, resource_id)
    references data.resources on delete restrict,
    constraint time_off_length_sane check (
        starts_at < ends_at and ends_at - starts_at <= '366 days'
    )
);

comment on table data.time_off is 'A time when one resource does not work: leave, a repair, lunch.';

create index time_off_resource_idx on data.time_off (tenant_id, resource_id, ends_at);

alter table data.hours owner to holdfast_owner;
alter table data.hours enable row level security;
alter table data.hours force row level security;
alter table data.location_hours owner to holdfast_owner;
alter table data.location_hours enable row level security;
alter table data.location_hours force row level security;
alter table data.shifts owner to holdfast_owner;
alter table data.shifts enable row level security;
alter table data.shifts force row level security;
alter table data.closures owner to holdfast_owner;
alter table data.closures enable row level security;
alter table data.closures force row level security;
alter table data.time_off owner to holdfast_owner;
alter table data.time_off enable row level security;
alter table data.time_off force row level security;
