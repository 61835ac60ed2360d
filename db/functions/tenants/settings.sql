-- The shape that a business has for those who run it.

create type api.settings as (
    id uuid,
    slug text,
    name text,
    preset text,
    status text,
    tagline text,
    accent text,
    locale text,
    currency text,
    time_zone text,
    country text,
    hold_minutes integer,
    slot_minutes integer,
    notice_minutes integer,
    horizon_days integer,
    cancel_window_minutes integer,
    reschedule_window_minutes integer,
    max_live_holds integer,
    max_per_customer_per_day integer,
    waitlist_rule data.waitlist_rule,
    offer_minutes integer,
    refund_policy jsonb,
    staff_refund_limit api.money,
    fee_grace_minutes integer,
    tips_on boolean,
    tip_percents integer[]
);

comment on type api.settings is 'A business, for those who run it.';
comment on column api.settings.id is 'UUIDv7.';
comment on column api.settings.slug is 'Its name in URLs.';
comment on column api.settings.name is 'Its name.';
comment on column api.settings.preset is 'salon, clinic, fitness, professional or restaurant.';
comment on column api.settings.status is
    'pending (whoever applied has not followed the link yet), active or suspended.';
comment on column api.settings.tagline is 'A line about it; null if it has none.';
comment on column api.settings.accent is 'Its colour: #1f6feb.';
comment on column api.settings.locale is 'Its language, unless a customer has another.';
comment on column api.settings.currency is 'ISO 4217.';
comment on column api.settings.time_zone is 'IANA zone of the business; locations have their own.';
comment on column api.settings.country is 'ISO 3166-1 alpha-2; null if nobody said.';
comment on column api.settings.hold_minutes is 'How long an unpaid booking keeps its time.';
comment on column api.settings.slot_minutes is 'Distance between two starts on offer.';
comment on column api.settings.notice_minutes is 'Booked at least this long ahead.';
comment on column api.settings.horizon_days is 'Booked at most this many days ahead, up to 730.';
comment on column api.settings.cancel_window_minutes is 'Cancelled until this long before.';
comment on column api.settings.reschedule_window_minutes is 'Moved until this long before.';
comment on column api.settings.max_live_holds is 'Unpaid bookings of one customer at a time.';
comment on column api.settings.max_per_customer_per_day is
    'Bookings of one customer on one day; null: any number.';
comment on column api.settings.waitlist_rule is
    'Who of those who wait comes first: first_come, priority, most_visits or longest_visit.';
comment on column api.settings.offer_minutes is 'How long whoever waited has to accept an offer.';
comment on column api.settings.refund_policy is
    'What goes back when a customer cancels, by notice given, and what is charged of who comes too '
    'late or not at all; null: everything goes back.';
comment on column api.settings.staff_refund_limit is
    'How much of a payment staff may give back in all. Owners and managers: all of it.';
comment on column api.settings.fee_grace_minutes is
    'How long a fee can be waived before it is charged.';
comment on column api.settings.tips_on is 'Whether customers may give a tip with what they pay.';
comment on column api.settings.tip_percents is 'The tips that are suggested, in per cent.';
