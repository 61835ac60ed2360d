-- The shapes of what open pages are told.

create type api.availability_change as (
    resource_id uuid,
    date date,
    change text
);

comment on type api.availability_change is
    'Something of a resource was taken or freed: what is known of that day is no longer true.';
comment on column api.availability_change.resource_id is 'Whose calendar, or which room.';
comment on column api.availability_change.date is 'Local to the resource''s location.';
comment on column api.availability_change.change is 'taken or freed.';

create type api.booking_change as (
    booking_id uuid,
    version integer,
    occurred_at data.utc_instant,
    booking api.booking
);

comment on type api.booking_change is 'Something happened to a booking.';
comment on column api.booking_change.booking_id is 'Which one.';
comment on column api.booking_change.version is 'The one that the event made.';
comment on column api.booking_change.occurred_at is 'UTC.';
comment on column api.booking_change.booking is
    'The booking as it is now, perhaps at a later version. Null: it left your calendar.';

create type api.live_event as (
    sequence bigint,
    event text,
    data jsonb
);

comment on type api.live_event is 'Something that open pages are told.';
comment on column api.live_event.sequence is 'The event that it comes of. One may have several.';
comment on column api.live_event.event is 'availability, or the type of the event.';
comment on column api.live_event.data is 'An availability_change, or a booking_change.';

create type api.live_page as (
    tenant_id uuid,
    audience text,
    sequence bigint,
    reset boolean,
    items jsonb
);

comment on type api.live_page is 'What has been published after an event, for an open page.';
comment on column api.live_page.tenant_id is 'Whose.';
comment on column api.live_page.audience is 'Whoever is of the same audience is told the same.';
comment on column api.live_page.sequence is 'The event that it goes up to.';
comment on column api.live_page.reset is
    'True if too much has happened since then, so that all has to be fetched anew.';
comment on column api.live_page.items is 'In order.';
