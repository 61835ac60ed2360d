-- Who is told what of a booking, where and when: what a business says, what its customers and staff
-- do not want, and what is still to be asked or reminded.

create table data.notification_settings (
    tenant_id uuid not null,
    channels text[] not null default '{email}',
    sender_name data.short_text,
    reply_to data.email_address,
    reminder_minutes integer[] not null default '{1440,120}',
    asks_for_reviews boolean not null default false,
    review_delay_minutes integer not null default 120,
    review_pause_days integer not null default 90,
    quiet_from time,
    quiet_until time,
    review_url data.page_url,
    constraint notification_settings_pkey primary key (tenant_id),
    constraint notification_settings_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete cascade,
    constraint notification_settings_channels_known check (
        channels <@ '{email,push,whatsapp,sms}'
    ),
    constraint notification_settings_reminders_sane check (
        cardinality(reminder_minutes) <= 5
        and 5 <= all(reminder_minutes)
        and 43200 >= all(reminder_minutes)
    ),
    constraint notification_settings_reviews_sane check (
        review_delay_minutes between 0 and 10080 and review_pause_days between 0 and 3650
    ),
    constraint notification_settings_quiet_hours_whole check (
        (quiet_from is null) = (quiet_until is null) and quiet_from <> quiet_until
    )
);

comment on table data.notification_settings is
    'What a business tells its customers and staff, and how. No row: as the defaults say.';
comment on column data.notification_settings.channels is 'By which ways it tells anybody anything.';
comment on column data.notification_settings.sender_name is 'Who it is from. Null: its name.';
comment on column data.notification_settings.reply_to is 'Where answers go. Null: nowhere.';
comment on column data.notification_settings.reminder_minutes is
    'How long before a visit its customer is reminded of it.';
comment on column data.notification_settings.review_delay_minutes is
    'How long after a visit was completed its customer is asked for a review.';
comment on column data.notification_settings.review_pause_days is
    'Whoever was asked is not asked again for so long.';
comment on column data.notification_settings.quiet_from is
    'From then on, on the wall where the visit is, nobody is told what can wait.';
comment on column data.notification_settings.review_url is
    'Where customers write a review. Null: nowhere that we know of.';

-- What customers do not want to be told. It is said for one booking by whoever has its token, which
-- anybody gets who types an e-mail address into a form, and for all of them by whoever has shown
-- that they are the customer.
create table data.customer_mutes (
    tenant_id uuid not null,
    mute_id uuid not null default uuidv7(),
    customer_id uuid not null,
    booking_id uuid,
    channel text not null,
    topic text not null,
    created_at timestamptz not null default now(),
    constraint customer_mutes_pkey primary key (tenant_id, mute_id),
    constraint customer_mutes_customer_fkey foreign key (tenant_id, customer_id)
    references data.customers on delete cascade,
    constraint customer_mutes_booking_fkey foreign key (tenant_id, booking_id)
    references data.bookings on delete cascade,
    constraint customer_mutes_once unique nulls not distinct (
        tenant_id, customer_id, booking_id, channel, topic
    ),
    constraint customer_mutes_channel_known check (
        channel in ('email', 'push', 'whatsapp', 'sms')
    ),
    -- Of their bookings they are told somewhere, whatever they say.
    constraint customer_mutes_topic_known check (
        topic in ('reminders', 'reviews') or topic = 'bookings' and channel <> 'email'
    )
);

comment on table data.customer_mutes is 'What a customer does not want to be told, and where.';
comment on column data.customer_mutes.booking_id is 'Of this booking only. Null: of any.';

create index customer_mutes_booking_idx on data.customer_mutes (tenant_id, booking_id)
where (booking_id is not null);

create table data.member_mutes (
    tenant_id uuid not null,
    user_id uuid not null,
    channel text not null,
    topic text not null,
    created_at timestamptz not null default now(),
    constraint member_mutes_pkey primary key (tenant_id, user_id, channel, topic),
    constraint member_mutes_member_fkey foreign key (tenant_id, user_id)
    references data.members on delete cascade,
    constraint member_mutes_channel_known check (channel in ('email', 'push')),
    constraint member_mutes_topic_known check (topic in ('booked', 'moved', 'cancelled'))
);

comment on table data.member_mutes is 'What a member does not want to be told, and where.';

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

-- Reminders stand nowhere: they follow from bookings and settings as these are when the time has
-- come. So nothing is to be undone when a booking is moved, and a business with a hundred thousand
-- bookings to come has no more to look through than what is due.
create table data.follow_ups (
    tenant_id uuid not null,
    reminded_until timestamptz not null default now(),
    due_at timestamptz not null default 'infinity',
    constraint follow_ups_pkey primary key (tenant_id),
    constraint follow_ups_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete cascade
);

comment on table data.follow_ups is
    'How far the reminders of a business are made, and when there is one to make again.';
comment on column data.follow_ups.reminded_until is 'Whatever was due until then is made.';
comment on column data.follow_ups.due_at is
    'Not before that is there a reminder or a request for a review to make.';

create index follow_ups_due_idx on data.follow_ups (due_at);

create table data.review_requests (
    tenant_id uuid not null,
    booking_id uuid not null,
    customer_id uuid not null,
    completed_at timestamptz not null,
    asked_at timestamptz,
    constraint review_requests_pkey primary key (tenant_id, booking_id),
    constraint review_requests_booking_fkey foreign key (tenant_id, booking_id)
    references data.bookings on delete cascade,
    constraint review_requests_customer_fkey foreign key (tenant_id, customer_id)
    references data.customers on delete cascade
);

comment on table data.review_requests is
    'Visits whose customers are to be asked for a review, and who was.';
comment on column data.review_requests.asked_at is 'Null: not yet.';

create index review_requests_waiting_idx on data.review_requests (tenant_id, completed_at)
where (asked_at is null);

create index review_requests_customer_idx on data.review_requests (
    tenant_id, customer_id, asked_at
);

alter table data.notification_settings owner to holdfast_owner;
alter table data.notification_settings enable row level security;
alter table data.notification_settings force row level security;
alter table data.customer_mutes owner to holdfast_owner;
alter table data.customer_mutes enable row level security;
alter table data.customer_mutes force row level security;
alter table data.member_mutes owner to holdfast_owner;
alter table data.member_mutes enable row level security;
alter table data.member_mutes force row level security;
alter table data.customer_quiet_hours owner to holdfast_owner;
alter table data.customer_quiet_hours enable row level security;
alter table data.customer_quiet_hours force row level security;
alter table data.member_quiet_hours owner to holdfast_owner;
alter table data.member_quiet_hours enable row level security;
alter table data.member_quiet_hours force row level security;
alter table data.follow_ups owner to holdfast_owner;
alter table data.follow_ups enable row level security;
alter table data.follow_ups force row level security;
alter table data.review_requests owner to holdfast_owner;
alter table data.review_requests enable row level security;
alter table data.review_requests force row level security;
