-- The shape that a consent has outside the database.

create type api.consent as (
    id uuid,
    purpose text,
    wording text,
    locale text,
    source text,
    booking_id uuid,
    recorded_by uuid,
    given_at data.utc_instant,
    withdrawn_at data.utc_instant
);

comment on type api.consent is 'What a customer consented to, in which words, and until when.';
comment on column api.consent.id is 'UUIDv7.';
comment on column api.consent.purpose is
    'What for, in a word that programs know: marketing, health-data, photos.';
comment on column api.consent.wording is 'What they read when they said yes.';
comment on column api.consent.locale is 'The language of the wording.';
comment on column api.consent.source is
    'guest: with a booking''s token; account: the customer, signed in; staff: as told to them.';
comment on column api.consent.booking_id is 'The booking that it was given with; null if none.';
comment on column api.consent.recorded_by is 'The user who wrote it down; null: the customer.';
comment on column api.consent.given_at is 'UTC.';
comment on column api.consent.withdrawn_at is 'UTC; null as long as it holds.';
