-- The shapes that what is told to whom has outside the database.

create type api.notifications as (
    channels text[],
    sender_name text,
    reply_to text,
    reminder_minutes integer[],
    asks_for_reviews boolean,
    review_delay_minutes integer,
    review_pause_days integer,
    review_url text,
    quiet_from text,
    quiet_until text
);

comment on type api.notifications is 'What a business tells its customers and staff, and how.';
comment on column api.notifications.channels is
    'By which ways anybody is told anything: email, push, whatsapp, sms.';
comment on column api.notifications.sender_name is
    'Who it is from; null: the name of the business.';
comment on column api.notifications.reply_to is 'Where answers go; null: nowhere.';
comment on column api.notifications.reminder_minutes is
    'How many minutes before a visit its customer is reminded of it.';
comment on column api.notifications.asks_for_reviews is
    'Whether customers are asked for a review after a visit.';
comment on column api.notifications.review_delay_minutes is
    'How long after the visit was completed.';
comment on column api.notifications.review_pause_days is
    'Whoever was asked is not asked again for so many days.';
comment on column api.notifications.review_url is
    'Where they write it; null: nowhere that we know of.';
comment on column api.notifications.quiet_from is
    'From then on, on the wall where the visit is, what can wait waits; null: it never has to.';
comment on column api.notifications.quiet_until is 'Until then; null: it never has to.';

create type api.customer_choice as (
    bookings text[],
    reminders text[],
    reviews text[]
);

comment on type api.customer_choice is
    'By which ways a customer wants to be told, if the business has them: email, push, whatsapp, '
    'sms.';
comment on column api.customer_choice.bookings is
    'What becomes of their bookings. By e-mail always.';
comment on column api.customer_choice.reminders is 'That a visit is near.';
comment on column api.customer_choice.reviews is 'How it was.';

create type api.profile_choice as (
    bookings text[],
    reminders text[],
    reviews text[],
    quiet_from text,
    quiet_until text,
    quiet_time_zone text
);

comment on type api.profile_choice is
    'By which ways a customer wants to be told, and when not.';
comment on column api.profile_choice.bookings is
    'What becomes of their bookings. By e-mail always.';
comment on column api.profile_choice.reminders is 'That a visit is near.';
comment on column api.profile_choice.reviews is 'How it was.';
comment on column api.profile_choice.quiet_from is
    'From then on, what can wait waits; null: as the business says.';
comment on column api.profile_choice.quiet_until is 'Until then; null: as the business says.';
comment on column api.profile_choice.quiet_time_zone is
    'On whose wall that is; null: on that of the visit.';

create type api.member_choice as (
    booked text[],
    moved text[],
    cancelled text[],
    quiet_from text,
    quiet_until text,
    quiet_time_zone text
);

comment on type api.member_choice is
    'By which ways a member wants to be told of what others do to their calendar: email, push; and '
    'when not.';
comment on column api.member_choice.booked is 'Somebody has booked.';
comment on column api.member_choice.moved is 'A visit was moved.';
comment on column api.member_choice.cancelled is 'A visit was called off.';
comment on column api.member_choice.quiet_from is
    'From then on, what can wait waits; null: as the business says.';
comment on column api.member_choice.quiet_until is 'Until then; null: as the business says.';
comment on column api.member_choice.quiet_time_zone is
    'On whose wall that is; null: on that of the visit.';
