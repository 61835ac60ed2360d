-- Outside calendars: those that say when somebody is busy elsewhere, and feeds of what is booked
-- here. Of what stands in an outside calendar only the times are kept.

create table data.calendars (
    tenant_id uuid not null,
    calendar_id uuid not null default uuidv7(),
    resource_id uuid not null,
    kind text not null,
    name data.short_text not null,
    sealed_secret text not null,
    added_by uuid,
    created_at timestamptz not null default now(),
    shows data.calendar_words,
    constraint calendars_pkey primary key (tenant_id, calendar_id),
    constraint calendars_resource_fkey foreign key (tenant_id, resource_id)
    references data.resources on delete restrict,
    constraint calendars_kind_known check (kind in ('ics', 'google')),
    constraint calendars_google_shows check ((kind = 'google') = (shows is not null))
);

comment on table data.calendars is 'Outside calendars that say when a resource is busy elsewhere.';
comment on column data.calendars.name is 'What its person calls it.';
comment on column data.calendars.sealed_secret is
    'What opens it, sealed by the application: the URL, or a refresh token.';
comment on column data.calendars.added_by is 'The user who added it.';
comment on column data.calendars.shows is
    'What bookings say there. Null: they are not written there.';

create index calendars_resource_idx on data.calendars (tenant_id, resource_id);

-- How reading one goes, apart: it changes with each time, and says nothing of who did what.
create table data.calendar_syncs (
    tenant_id uuid not null,
    calendar_id uuid not null,
    state jsonb not null default '{}',
    due_at timestamptz not null default now(),
    tried_at timestamptz,
    synced_at timestamptz,
    failures integer not null default 0,
    failing_since timestamptz,
    warned_at timestamptz,
    last_error text,
    claim_id uuid,
    constraint calendar_syncs_pkey primary key (tenant_id, calendar_id),
    constraint calendar_syncs_calendar_fkey foreign key (tenant_id, calendar_id)
    references data.calendars on delete cascade,
    constraint calendar_syncs_failing check ((failures = 0) = (failing_since is null))
);

comment on table data.calendar_syncs is 'How reading an outside calendar goes.';
comment on column data.calendar_syncs.state is
    'Where the next reading begins: ETag and such, or a sync token.';
comment on column data.calendar_syncs.due_at is
    'When it is read next. While a worker is at it: when another may take it over.';
comment on column data.calendar_syncs.synced_at is 'When it was last read whole. Null: never.';
comment on column data.calendar_syncs.failures is 'How often reading it failed since then.';
comment on column data.calendar_syncs.warned_at is
    'When its person was told that it cannot be read. Null: not since it last could.';
comment on column data.calendar_syncs.claim_id is
    'Who reads it, or read it last. Null: nobody since it was connected.';

create index calendar_syncs_due_idx on data.calendar_syncs (due_at);

-- A span is a week at most, so that whoever asks about a moment looks back that far and no
-- further; what lasts longer stands in pieces.
create table data.busy (
    tenant_id uuid not null,
    busy_id uuid not null default uuidv7(),
    resource_id uuid not null,
    calendar_id uuid not null,
    external_id text not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    constraint busy_pkey primary key (tenant_id, busy_id),
    constraint busy_calendar_fkey foreign key (tenant_id, calendar_id)
    references data.calendars on delete cascade,
    constraint busy_resource_fkey foreign key (tenant_id, resource_id)
    references data.resources on delete restrict,
    constraint busy_external_key unique (
        tenant_id, calendar_id, external_id, starts_at
    ),
    constraint busy_length_sane check (
        starts_at < ends_at and ends_at - starts_at <= '168 hours'
    )
);

comment on table data.busy is
    'When a resource is busy elsewhere by its outside calendars. Nothing else of them is kept.';
comment on column data.busy.external_id is 'Which event of the outside calendar it is of.';

create index busy_resource_idx on data.busy (tenant_id, resource_id, starts_at)
include (ends_at);

-- Whoever has the URL of a feed reads it. Of the token in it only a hash is kept; revoking it
-- deletes the row. It shows what its maker may see, as long as they may.
create table data.feeds (
    tenant_id uuid not null,
    feed_id uuid not null default uuidv7(),
    user_id uuid not null,
    resource_id uuid,
    location_id uuid,
    token_hash text not null,
    created_at timestamptz not null default now(),
    constraint feeds_pkey primary key (tenant_id, feed_id),
    constraint feeds_token_key unique (tenant_id, token_hash),
    constraint feeds_member_fkey foreign key (tenant_id, user_id)
    references data.members on delete cascade,
    constraint feeds_resource_fkey foreign key (tenant_id, resource_id)
    references data.resources on delete cascade,
    constraint feeds_location_fkey foreign key (tenant_id, location_id)
    references data.locations on delete cascade,
    constraint feeds_of_one_thing check (num_nonnulls(resource_id, location_id) = 1)
);

comment on table data.feeds is 'Calendars of what is booked here, for other programs to show.';
comment on column data.feeds.user_id is 'Who made it: it goes when they leave.';
comment on column data.feeds.resource_id is 'Of which resource. Null: of a location.';
comment on column data.feeds.token_hash is 'SHA-256 of what stands in its URL, in hex.';
comment on column data.feeds.location_id is 'Of which location. Null: of a resource.';

create index feeds_member_idx on data.feeds (tenant_id, user_id);
create index feeds_resource_idx on data.feeds (tenant_id, resource_id);
create index feeds_location_idx on data.feeds (tenant_id, location_id);

create table data.account_feeds (
    feed_id uuid not null default uuidv7(),
    user_id uuid not null,
    token_hash text not null,
    created_at timestamptz not null default now(),
    constraint account_feeds_pkey primary key (feed_id),
    constraint account_feeds_token_key unique (token_hash),
    constraint account_feeds_user_fkey foreign key (user_id)
    references data.users on delete cascade
);

comment on table data.account_feeds is
    'Global. Calendars of what somebody has booked, at any business.';
comment on column data.account_feeds.token_hash is
    'SHA-256 of what stands in its URL, in hex.';

create index account_feeds_user_idx on data.account_feeds (user_id);

alter table data.calendars owner to holdfast_owner;
alter table data.calendars enable row level security;
alter table data.calendars force row level security;
alter table data.calendar_syncs owner to holdfast_owner;
alter table data.calendar_syncs enable row level security;
alter table data.calendar_syncs force row level security;
alter table data.busy owner to holdfast_owner;
alter table data.busy enable row level security;
alter table data.busy force row level security;
alter table data.feeds owner to holdfast_owner;
alter table data.feeds enable row level security;
alter table data.feeds force row level security;
alter table data.account_feeds owner to holdfast_owner;
alter table data.account_feeds enable row level security;
alter table data.account_feeds force row level security;
