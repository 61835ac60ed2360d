-- The shapes that plans, and what businesses have of them, have outside the database.

create type api.plan_usage as (
    staff integer,
    locations integer,
    bookings integer,
    messages integer
);

comment on type api.plan_usage is 'How much there is of what plans limit.';
comment on column api.plan_usage.staff is 'People who can be booked, or work there as staff.';
comment on column api.plan_usage.locations is 'Places.';
comment on column api.plan_usage.bookings is 'New bookings this month.';
comment on column api.plan_usage.messages is
    'E-mails, SMS and WhatsApp messages about bookings this month.';

create type api.plan_price as ("interval" text, amount api.money);

comment on type api.plan_price is 'What a plan costs.';
comment on column api.plan_price.interval is 'How often: month or year.';
comment on column api.plan_price.amount is 'How much each time.';

create type api.plan as (
    plan text,
    name text,
    description text,
    is_default boolean,
    is_public boolean,
    sort integer,
    trial_days integer,
    grace_days integer,
    max_staff integer,
    max_locations integer,
    max_bookings integer,
    max_messages integer,
    features jsonb,
    prices api.plan_price[],
    archived_at data.utc_instant
);

comment on type api.plan is 'What businesses can subscribe to.';
comment on column api.plan.plan is 'What it is called by programs.';
comment on column api.plan.name is 'What it is called.';
comment on column api.plan.description is 'A sentence about it, or null.';
comment on column api.plan.is_default is 'What a business has that subscribes to nothing.';
comment on column api.plan.is_public is 'Whether businesses can choose it themselves.';
comment on column api.plan.sort is 'Where it stands among the others.';
comment on column api.plan.trial_days is 'How many days it is free at first.';
comment on column api.plan.grace_days is
    'How many days a business that has not paid goes on before it can only be read.';
comment on column api.plan.max_staff is
    'People who can be booked, or work there as staff. Null: any number, as with the others.';
comment on column api.plan.max_locations is 'Places. Null: any number.';
comment on column api.plan.max_bookings is 'New bookings in a month. Null: any number.';
comment on column api.plan.max_messages is
    'E-mails, SMS and WhatsApp messages about bookings in a month. Null: any number.';
comment on column api.plan.features is 'What else it comes with, by name.';
comment on column api.plan.prices is 'What it costs. None: nothing.';
comment on column api.plan.archived_at is 'Since when nobody can choose it any more, or null.';

create type api.subscription_invoice as (
    id text,
    number text,
    status text,
    amount api.money,
    paid api.money,
    issued_at data.utc_instant,
    url text,
    pdf_url text
);

comment on type api.subscription_invoice is 'A bill of the platform''s, to a business.';
comment on column api.subscription_invoice.id is 'Stripe''s.';
comment on column api.subscription_invoice.number is 'What stands on it; null: nothing yet.';
comment on column api.subscription_invoice.status is 'draft, open, paid, void or uncollectible.';
comment on column api.subscription_invoice.amount is 'How much is asked for.';
comment on column api.subscription_invoice.paid is 'How much of that is paid.';
comment on column api.subscription_invoice.issued_at is 'When it was made.';
comment on column api.subscription_invoice.url is 'Where it can be seen, and paid, or null.';
comment on column api.subscription_invoice.pdf_url is 'Where it is as a PDF, or null.';

create type api.subscription_change as (kind text, plan text, "interval" text, error text);

comment on type api.subscription_change is 'What Stripe is being asked to change.';
comment on column api.subscription_change.kind is 'change, cancel or resume.';
comment on column api.subscription_change.plan is 'To which plan; null if it is none.';
comment on column api.subscription_change.interval is 'Paid how often, month or year; or null.';
comment on column api.subscription_change.error is
    'Why it was refused, in words of the bank''s or Stripe''s. Null: it is under way.';

create type api.subscription as (
    status text,
    plan api.plan,
    price api.plan_price,
    period_ends_at data.utc_instant,
    trial_ends_at data.utc_instant,
    cancel_at data.utc_instant,
    unpaid_since data.utc_instant,
    lapses_at data.utc_instant,
    is_lapsed boolean,
    pay_url text,
    change api.subscription_change,
    used api.plan_usage,
    invoices api.subscription_invoice[]
);

comment on type api.subscription is 'What a business has of the platform, and pays for it.';
comment on column api.subscription.status is
    'none (nothing was ever subscribed to), incomplete or incomplete_expired (it was not paid in '
    'the first place), trialing, active, past_due, unpaid, paused or canceled.';
comment on column api.subscription.plan is 'What it has now.';
comment on column api.subscription.price is 'What it pays for it. Null: nothing.';
comment on column api.subscription.period_ends_at is 'Until when it is paid, or null.';
comment on column api.subscription.trial_ends_at is 'Until when it is free, or null.';
comment on column api.subscription.cancel_at is 'When it ends, if nobody resumes it; or null.';
comment on column api.subscription.unpaid_since is 'Since when a payment is missing, or null.';
comment on column api.subscription.lapses_at is
    'From when on the business can only be read, because nobody has paid; or null.';
comment on column api.subscription.is_lapsed is 'Whether it can only be read now.';
comment on column api.subscription.pay_url is 'Where what is missing can be paid, or null.';
comment on column api.subscription.change is 'What Stripe is being asked to change. Null: nothing.';
comment on column api.subscription.used is 'How much there is of what the plan limits.';
comment on column api.subscription.invoices is 'The last two dozen bills, the newest first.';

create type api.subscription_page as (url text, expires_at data.utc_instant);

comment on type api.subscription_page is
    'A page of Stripe''s on which a business sees to its plan.';
comment on column api.subscription_page.url is 'Send the owner there.';
comment on column api.subscription_page.expires_at is 'Until when it is there; null: nobody knows.';

create type api.subscription_preview as (
    due_now api.money,
    next api.plan_price,
    at_once boolean
);

comment on type api.subscription_preview is 'What changing to another plan comes to.';
comment on column api.subscription_preview.due_now is
    'What is paid at once; below zero: what is taken off the next bills.';
comment on column api.subscription_preview.next is 'What it costs from then on.';
comment on column api.subscription_preview.at_once is
    'Whether the difference is billed at once: so it is if the new plan costs more.';
