-- Schemas, extensions, and the kinds of value that every domain shares.
--
--   data     tables. Nobody but their owner touches them without a policy.
--   private  functions the database calls for itself. Rebuilt on every migrate.
--   api      functions the outside world calls. Rebuilt on every migrate.

create extension if not exists btree_gist;
create extension if not exists cube;
create extension if not exists earthdistance;

create schema data authorization holdfast_owner;
create schema private authorization holdfast_owner;
create schema api authorization holdfast_api;

alter default privileges for role holdfast_owner revoke execute on functions from public;
alter default privileges for role holdfast_api revoke execute on functions from public;

create domain data.short_text as text
constraint short_text_fits check (char_length(value) <= 120 and value ~ '\S');
comment on domain data.short_text is 'A name or a title: 1 to 120 characters, not blank.';

create domain data.long_text as text
constraint long_text_fits check (char_length(value) <= 2000);
comment on domain data.long_text is 'A note or a description: at most 2,000 characters.';

create domain data.body_text as text
constraint body_text_fits check (char_length(value) <= 2000 and value ~ '\S');
comment on domain data.body_text is 'A text of 1 to 2,000 characters, not blank.';

-- Nothing that a header of an e-mail could read as something else: one address is one letter box.
create domain data.email_address as text
constraint email_address_whole check (
    char_length(value) <= 254
    and value ~ '^[^@\s\u0001-\u001f\u007f-\u009f<>(),:;"\[\]\\]+@'
        '[^@\s\u0001-\u001f\u007f-\u009f<>(),:;"\[\]\\]+\.'
        '[^@\s\u0001-\u001f\u007f-\u009f<>(),:;"\[\]\\]+$'
);
comment on domain data.email_address is 'An e-mail address, at most 254 characters.';

create domain data.phone_number as text
constraint phone_number_plausible check (value ~ '^\+?[0-9][0-9 ()./-]{3,30}$');
comment on domain data.phone_number is 'A telephone number: digits and the usual punctuation.';

create domain data.phone_e164 as text
constraint phone_e164_shape check (value ~ '^\+[1-9][0-9]{5,14}$');
comment on domain data.phone_e164 is
    'A telephone number as the world dials it, E.164: +39061234567.';

create domain data.slug as text
constraint slug_shape check (value ~ '^[a-z0-9](-?[a-z0-9]){1,62}$');
comment on domain data.slug is 'The name of a business in a URL: a-z, 0-9 and inner hyphens.';

create domain data.currency_code as text
constraint currency_code_shape check (value ~ '^[A-Z]{3}$');
comment on domain data.currency_code is 'A currency, ISO 4217.';

create domain data.locale_tag as text
constraint locale_tag_shape check (value ~ '^[a-z]{2}(-[A-Z]{2})?$');
comment on domain data.locale_tag is
    'A language and perhaps a region, BCP 47: en, it, pl, da, en-GB.';

-- PostgreSQL would also take a POSIX rule such as Foo/Bar+3 for a zone; the shape forbids those.
create domain data.time_zone as text
constraint time_zone_known check (
    value is null
    or value ~ '^(UTC|[A-Z][A-Za-z_]+(/[A-Z][A-Za-z_-]+){1,2})$'
    and timezone(value, timestamptz 'epoch') is not null
);
comment on domain data.time_zone is 'An IANA time zone: Europe/Rome.';

create domain data.minor_units as bigint
constraint minor_units_sane check (value between 0 and 1000000000);
comment on domain data.minor_units is 'An amount of money in minor units (cents).';

create domain data.refund_policy as jsonb
constraint refund_policy_shape check (
    value is null
    or jsonb_typeof(value) = 'object'
    and value - '{tiers,no_show_percent,late_cancel_percent}'::text[] = '{}'
    and coalesce(jsonb_typeof(value -> 'tiers') = 'array', false)
    and coalesce(jsonb_array_length(value -> 'tiers') <= 10, false)
    and not jsonb_path_exists(
        value,
        '$.tiers[*] ? (!(@.type() == "object" && @.notice_minutes.type() == "number"
        && @.notice_minutes >= 0 && @.notice_minutes <= 525600
        && @.notice_minutes.floor() == @.notice_minutes && @.percent.type() == "number"
        && @.percent >= 0 && @.percent <= 100 && @.percent.floor() == @.percent))'
    )
    and not jsonb_path_exists(
        value, '$.tiers[*].keyvalue() ? (@.key != "notice_minutes" && @.key != "percent")'
    )
    and not jsonb_path_exists(
        value - 'tiers',
        '$.* ? (!(@.type() == "number" && @ >= 0 && @ <= 100 && @.floor() == @))'
    )
);
comment on domain data.refund_policy is
    'What goes back of what was paid, by notice given, and what is charged of who comes too late '
    'or not at all: {"tiers": [{"notice_minutes": 1440, "percent": 50}], "no_show_percent": 50, '
    '"late_cancel_percent": 25}.';

create domain data.payment_status as text
constraint payment_status_known check (
    value in ('pending', 'processing', 'paid', 'failed', 'cancelled')
);
comment on domain data.payment_status is
    'What a payment is: pending, processing, paid, failed or cancelled.';

create domain data.dispute_status as text
constraint dispute_status_known check (
    value in ('needs_response', 'under_review', 'lost', 'won')
);
comment on domain data.dispute_status is
    'What a dispute is: needs_response, under_review, lost or won.';

create domain data.duration_minutes as integer
constraint duration_minutes_sane check (value between 1 and 1440);
comment on domain data.duration_minutes is 'A length of time in minutes, from 1 to a day.';

create domain data.buffer_minutes as integer
constraint buffer_minutes_sane check (value between 0 and 240);
comment on domain data.buffer_minutes is
    'Time before or after a visit in minutes, up to four hours.';

create domain data.window_minutes as integer
constraint window_minutes_sane check (value between 0 and 525600);
comment on domain data.window_minutes is 'How long ahead, in minutes, up to a year.';

create domain data.seat_count as integer
constraint seat_count_sane check (value between 1 and 500);
comment on domain data.seat_count is 'A number of seats, places or people, from 1 to 500.';

create domain data.page_size as integer
constraint page_size_sane check (value between 1 and 200);
comment on domain data.page_size is 'How many items a page holds, from 1 to 200.';

create domain data.weekday as integer
constraint weekday_iso check (value between 1 and 7);
comment on domain data.weekday is 'A day of the week, ISO 8601: 1 is Monday, 7 is Sunday.';

create domain data.colour as text
constraint colour_shape check (value ~ '^#[0-9a-f]{6}$');
comment on domain data.colour is 'A colour: #1f6feb.';

create domain data.latitude as double precision
constraint latitude_sane check (value between -90 and 90);
comment on domain data.latitude is 'Degrees north of the equator.';

create domain data.longitude as double precision
constraint longitude_sane check (value between -180 and 180);
comment on domain data.longitude is 'Degrees east of Greenwich.';

create domain data.instant as text
constraint instant_has_offset check (
    value is null
    or value ~* '^\d{4}-\d\d-\d\d[t ]\d\d:\d\d(:\d\d(\.0{1,6})?)?(z|[+-]\d\d(:?\d\d)?)$'
    and value::timestamptz is not null
);
comment on domain data.instant is
    'A moment to the second, RFC 3339, with its offset (in a URL, + is %2B): 2026-12-01T10:00:00Z.';

create domain data.utc_instant as text;
comment on domain data.utc_instant is 'A moment as it leaves us: RFC 3339, UTC, with Z.';

create domain data.local_date as date
constraint local_date_sane check (value between '1970-01-01' and '2200-12-31');
comment on domain data.local_date is 'A date on the wall where the business is: 2026-12-01.';

create domain data.date_or_instant as text
constraint date_or_instant_readable check (
    value is null
    or value ~* '^\d{4}-\d\d-\d\d([t ]\d\d:\d\d(:\d\d(\.0{1,6})?)?(z|[+-]\d\d(:?\d\d)?))?$'
    and value::timestamptz is not null
);
comment on domain data.date_or_instant is
    'A date on the wall where the business is, 2026-12-01, or a moment: 2026-12-01T10:00:00Z.';

create domain data.waitlist_status as text
constraint waitlist_status_known check (
    value in ('waiting', 'offered', 'accepted', 'declined', 'lapsed', 'left', 'ended')
);
comment on domain data.waitlist_status is 'What has become of somebody on the waitlist.';

create domain data.waitlist_rule as text
constraint waitlist_rule_known check (
    value in ('first_come', 'priority', 'most_visits', 'longest_visit')
);
comment on domain data.waitlist_rule is
    'Who of those who wait comes first: first_come, priority (as staff say), most_visits (who came '
    'most often) or longest_visit (who fills most of the gap). Between equals, first come.';

create domain data.booking_status as text
constraint booking_status_known check (
    value in (
        'held', 'pending', 'confirmed', 'checked_in', 'completed', 'declined',
        'cancelled_by_customer', 'cancelled_by_business', 'expired', 'no_show'
    )
);
comment on domain data.booking_status is 'Where a booking is in its life.';

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

create domain data.acting_minutes as integer
constraint acting_minutes_sane check (value between 1 and 60);
comment on domain data.acting_minutes is
    'How long a platform admin acts for a business, in minutes, up to an hour.';

create domain data.member_role as text
constraint member_role_known check (value in ('owner', 'manager', 'staff'));
comment on domain data.member_role is 'What somebody is in a business: owner, manager or staff.';

create domain data.consent_purpose as text
constraint consent_purpose_shape check (
    value ~ '^[a-z][a-z0-9]*([-_][a-z0-9]+)*$' and char_length(value) <= 60
);
comment on domain data.consent_purpose is
    'What is consented to, in a word that programs know: marketing, health-data, photos.';

create domain data.resource_kind as text
constraint resource_kind_known check (value in ('staff', 'room', 'equipment', 'table'));
comment on domain data.resource_kind is 'What a resource is: staff, room, equipment or table.';

create domain data.preset_name as text
constraint preset_name_known check (
    value in ('salon', 'clinic', 'fitness', 'professional', 'restaurant')
);
comment on domain data.preset_name is 'What kind of business it is.';

create domain data.calendar_words as text
constraint calendar_words_known check (value in ('nothing', 'service', 'first_name'));
comment on domain data.calendar_words is
    'What a booking says in somebody''s Google Calendar: nothing but the name of the business, '
    'also the service, or also the first name of who comes.';

create domain data.calendar_url as text
constraint calendar_url_shape check (
    char_length(value) <= 2000
    and value ~* '^(https?|webcals?)://[^\s/?#@\u0001-\u001f]+([/?][^\s#\u0001-\u001f]*)?$'
);
comment on domain data.calendar_url is
    'Where an outside calendar can be read, in iCalendar: https://example.com/ann.ics. At most '
    '2,000 characters, with no user and no password.';

create domain data.country_code as text
constraint country_code_shape check (value ~ '^[A-Z]{2}$');
comment on domain data.country_code is 'A country, ISO 3166-1 alpha-2: IT.';

create domain data.slug_wish as text
constraint slug_wish_shape check (value ~* '^[a-z0-9](-?[a-z0-9]){1,62}$');
comment on domain data.slug_wish is
    'The name that a business would like in URLs: a-z, 0-9 and inner hyphens. Capitals are read as '
    'small letters.';

create domain data.host_name as text
constraint host_name_shape check (
    char_length(value) <= 253
    and value ~ '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$'
);
comment on domain data.host_name is
    'The name of a host in DNS, in lower case and Punycode: www.xn--caf-dma.example.';

create domain data.event_pattern as text
constraint event_pattern_shape check (value ~ '^(\*|[a-z_]+\.(\*|[a-z_]+))$');
comment on domain data.event_pattern is
    'Which events: booking.confirmed, all of a subject (booking.*), or all there are (*).';

-- No user and password, nothing that is not ASCII, and nothing that programs read in two ways.
create domain data.webhook_url as text
constraint webhook_url_shape check (
    char_length(value) <= 2000
    and value ~ '^https?://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?'
        '(/[A-Za-z0-9._~:/?@!$&()*+,;=%-]*)?$'
);
comment on domain data.webhook_url is
    'Where a webhook is, in ASCII, with no user, no password and no fragment: '
    'https://example.com/hooks.';

-- As long as a text message has room for.
create domain data.page_url as text
constraint page_url_shape check (
    char_length(value) <= 200
    and value ~ '^https://([A-Za-z0-9-]+\.)+[A-Za-z0-9-]+(:[0-9]{1,5})?'
        '([/?#][A-Za-z0-9._~:/?#@!$&()*+,;=%-]*)?$'
);
comment on domain data.page_url is
    'A page on the web, in ASCII, with TLS, no user and no password: https://example.com/review. '
    'At most 200 characters.';

create domain data.delivery_channel as text
constraint delivery_channel_is_known check (
    value in ('email', 'push', 'whatsapp', 'sms', 'webhook', 'calendar', 'stripe')
);
comment on domain data.delivery_channel is
    'How it is told: email, push, whatsapp, sms, webhook, calendar or stripe.';

create domain data.delivery_status as text
constraint delivery_status_known check (
    value in ('pending', 'delivered', 'skipped', 'dead', 'discarded')
);
comment on domain data.delivery_status is
    'What became of it: pending, delivered, skipped, dead or discarded.';

create domain data.event_number as bigint
constraint event_number_sane check (value >= 0);
comment on domain data.event_number is 'The number of an event, or 0: before the first.';

create domain data.parallel_count as integer
constraint parallel_count_sane check (value between 1 and 20);
comment on domain data.parallel_count is 'How many at a time, from 1 to 20.';

create domain data.rotation_hours as integer
constraint rotation_hours_sane check (value between 0 and 168);
comment on domain data.rotation_hours is
    'How long an old secret is good beside the new one, in hours, up to a week.';

create domain data.template_kind as text
constraint template_kind_known check (
    value in (
        'booking_confirmed', 'booking_requested', 'booking_declined', 'booking_held',
        'booking_cancelled', 'booking_rescheduled', 'booking_refunded', 'waitlist_offer',
        'reminder', 'review_request',
        'staff_booked', 'staff_requested', 'staff_cancelled', 'staff_rescheduled'
    )
);
comment on domain data.template_kind is 'What a notice is about; staff_…: one to staff.';

create domain data.template_locale as text
constraint template_locale_known check (value in ('en', 'it', 'pl', 'da'));
comment on domain data.template_locale is
    'A language that e-mails are written in: en, it, pl or da.';

-- Without the placeholders that are known, no braces are left.
create domain data.template_text as text
constraint template_text_fits check (char_length(value) <= 4000 and value ~ '\S')
constraint template_text_placeholders check (
    regexp_replace(
        value,
        '\{\{ ?(customer_name|business|service|resource|location|address|starts_at'
        '|previous_starts_at|party_size|price|pay_until|answer_until|cancel_until|manage_url'
        '|review_url) ?\}\}',
        '', 'g'
    ) !~ '\{\{|\}\}'
);
comment on domain data.template_text is
    'Words of an e-mail, at most 4,000 characters. Placeholders are {{ customer_name }}, '
    '{{ business }}, {{ service }}, {{ resource }}, {{ location }}, {{ address }}, '
    '{{ starts_at }}, {{ previous_starts_at }}, {{ party_size }}, {{ price }}, {{ pay_until }}, '
    '{{ answer_until }}, {{ cancel_until }}, {{ manage_url }} and {{ review_url }}.';

create domain data.fee_basis_points as integer
constraint fee_basis_points_sane check (value between 0 and 5000);
comment on domain data.fee_basis_points is 'Hundredths of a per cent, up to a half: 250 is 2.5 %.';

create domain data.basis_points as integer
constraint basis_points_sane check (value between 0 and 10000);
comment on domain data.basis_points is 'A share in hundredths of a per cent: 2200 is 22 %.';

create domain data.on_site_method as text
constraint on_site_method_known check (value in ('cash', 'card_terminal', 'bank_transfer'));
comment on domain data.on_site_method is
    'How somebody paid on site: cash, card_terminal or bank_transfer.';

create domain data.settlement_method as text
constraint settlement_method_known check (value in ('cash', 'bank_transfer', 'payroll'));
comment on domain data.settlement_method is
    'How staff are paid what they earned: cash, bank_transfer or payroll.';

create domain data.cash_movement_kind as text
constraint cash_movement_kind_known check (value in ('paid_in', 'paid_out'));
comment on domain data.cash_movement_kind is 'Into the till, or out of it: paid_in or paid_out.';

create domain data.report_grouping as text
constraint report_grouping_known check (
    value in ('day', 'service', 'staff', 'location', 'customer')
);
comment on domain data.report_grouping is
    'What a row of a report is of: a day, service, staff, location or customer.';
