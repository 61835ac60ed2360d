-- What was read of a calendar counts only for the claim that it was read for, and those that have
-- waited longest are read first. People have quiet hours of their own.
-- depends: 0032.link-reviews

alter table data.calendar_syncs add column claim_id uuid;
comment on column data.calendar_syncs.claim_id is
    'Who reads it, or read it last. Null: nobody since it was connected.';

-- Whosever they are; what one business has, the primary key finds. The table is small: one row for
-- each calendar that somebody has added.
-- squawk-ignore require-concurrent-index-deletion
drop index data.calendar_syncs_due_idx;
-- squawk-ignore require-concurrent-index-creation
create index calendar_syncs_due_idx on data.calendar_syncs (due_at);

create table data.customer_quiet_hours (
    tenant_id uuid not null,
    customer_id uuid not null,
    quiet_from time,
    quiet_until time,
    time_zone data.time_zone,
    constraint customer_quiet_hours_pkey primary key (tenant_id, customer_id),
    constraint customer_quiet_hours_customer_fkey foreign key (tenant_id, customer_id)
    references data.customers on delete cascade,
    constraint customer_quiet_hours_whole check (
        (quiet_from is null) = (quiet_until is null) and quiet_from <> quiet_until
    )
);

comment on table data.customer_quiet_hours is
    'When a customer wants to be told nothing that can wait. No row: as the business says.';
comment on column data.customer_quiet_hours.quiet_from is 'Null: as the business says.';
comment on column data.customer_quiet_hours.time_zone is
    'On whose wall that is. Null: on that of the visit.';

create table data.member_quiet_hours (
    tenant_id uuid not null,
    user_id uuid not null,
    quiet_from time,
    quiet_until time,
    time_zone data.time_zone,
    constraint member_quiet_hours_pkey primary key (tenant_id, user_id),
    constraint member_quiet_hours_member_fkey foreign key (tenant_id, user_id)
    references data.members on delete cascade,
    constraint member_quiet_hours_whole check (
        (quiet_from is null) = (quiet_until is null) and quiet_from <> quiet_until
    )
);

comment on table data.member_quiet_hours is
    'When a member wants to be told nothing that can wait. No row: as the business says.';
comment on column data.member_quiet_hours.quiet_from is 'Null: as the business says.';
comment on column data.member_quiet_hours.time_zone is
    'On whose wall that is. Null: on that of the visit.';

alter table data.customer_quiet_hours owner to holdfast_owner;
alter table data.customer_quiet_hours enable row level security;
alter table data.customer_quiet_hours force row level security;
alter table data.member_quiet_hours owner to holdfast_owner;
alter table data.member_quiet_hours enable row level security;
alter table data.member_quiet_hours force row level security;

insert into data.impersonal_columns (table_name, column_name, reason)
values
('customer_quiet_hours', 'time_zone', 'Of half a continent.'),
('member_quiet_hours', 'time_zone', 'Of half a continent.');
