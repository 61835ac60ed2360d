-- Who may do what to which rows: every table, every role, every command, each really tried as
-- holdfast_api with that role's claims. Against rows of the own business this is the table; against
-- another business's there is nothing, but what anybody may read.
--
-- s select, i insert, u update, d delete. A line is a table, and a kind of row where that matters.
-- "admin" is a platform admin, and "acting" one who acts for the business; "worker" is the sweep in
-- the name of the business, and "mailer" in the name of none.

begin;
select no_plan();

-- Two businesses that have a row of every kind, by the same names.

create function pg_temp.fill(p_slug text) returns void
    language plpgsql
as $$
declare
    v_tenant_id constant uuid := given.tenant(p_slug);
    v_name text;
begin
    perform given.templates(p_slug);
    perform given.resource(p_slug, 'Sam');
    perform given.resource(p_slug, 'Sue');
    perform given.service(p_slug, 'Cut', 60, 'Sam');
    update data.locations set latitude = 41.9, longitude = 12.5 where tenant_id = v_tenant_id;

    -- Those who try, and those whom they try it on.
    foreach v_name in array
        '{Olga owner,Otto owner,Max manager,Mia manager,Sam staff,Sue staff}'::text[]
    loop
        perform given.member(p_slug, split_part(v_name, ' ', 1), split_part(v_name, ' ', 2));
    end loop;

    insert into data.users (email, name)
    values ('zoe@' || p_slug || '.test', 'Zoe'), ('ada@' || p_slug || '.test', 'Ada');
    insert into data.platform_admins (user_id) values (given.user_id(p_slug, 'Ada'));
    insert into data.acting (tenant_id, user_id, name, reason, expires_at)
    values (
        v_tenant_id, given.user_id(p_slug, 'Ada'), 'Ada', 'They asked', now() + interval '1 hour'
    );

    insert into data.recovery_codes (user_id, code_hash)
    select user_id, uuid_send(user_id)
    from data.users where email like '%@' || p_slug || '.test';
    insert into data.throttle_buckets (bucket_key, tokens, filled_at, kept_until)
    values (p_slug::bytea, 1, now(), now());
    insert into data.domains (tenant_id, host, verified_at)
    values (v_tenant_id, 'www.' || p_slug || '.test', now());
    insert into data.location_hours (tenant_id, location_id, weekday, opens_at, closes_at)
    values (v_tenant_id, given.location_id(p_slug), 1, '09:00', '17:00');

    perform given.booking(p_slug, 'Cut', 'Sam', given.day(0, '10:00'));
    insert into data.engagements (
        tenant_id, booking_id, resource_id, place, person_id, starts_at, ends_at
    )
    select tenant_id, booking_id, resource_id, place, uuidv7(), starts_at, ends_at
    from data.allocations where tenant_id = v_tenant_id;
    insert into data.customer_notes (tenant_id, customer_id, body)
    select tenant_id, customer_id, 'A note.' from data.bookings where tenant_id = v_tenant_id;
    insert into data.consents (
        tenant_id, customer_id, booking_id, purpose, wording, locale, source
    )
    select tenant_id, customer_id, given_with, 'marketing', 'Yes.', 'en', 'guest'
    from data.bookings
    cross join lateral unnest(array[booking_id, null]) as given_with
    where tenant_id = v_tenant_id;
    insert into data.erasures (tenant_id, customer_id, reason)
    select tenant_id, customer_id, 'request' from data.customers where tenant_id = v_tenant_id;
    insert into data.retention_rules (tenant_id) values (v_tenant_id);
    insert into data.notification_settings (tenant_id) values (v_tenant_id);
    insert into data.customer_mutes (tenant_id, customer_id, channel, topic)
    select tenant_id, customer_id, 'sms', 'bookings' from data.bookings where tenant_id = v_tenant_id;
    insert into data.member_mutes (tenant_id, user_id, channel, topic)
    select tenant_id, user_id, 'push', 'moved' from data.members where tenant_id = v_tenant_id;
    insert into data.customer_quiet_hours (tenant_id, customer_id)
    select tenant_id, customer_id from data.bookings where tenant_id = v_tenant_id;
    insert into data.member_quiet_hours (tenant_id, user_id)
    select tenant_id, user_id from data.members where tenant_id = v_tenant_id;
    insert into data.review_requests (tenant_id, booking_id, customer_id, completed_at)
    select tenant_id, booking_id, customer_id, now()
    from data.bookings where tenant_id = v_tenant_id;
    insert into data.shifts (tenant_id, resource_id, on_date, starts_at, ends_at)
    select
        v_tenant_id, given.resource_id(p_slug, 'Sam'), d::date, d, d + interval '3 hours'
    from given.day(9, '09:00') as d;
    insert into data.closures (tenant_id, location_id, starts_at, ends_at)
    values (v_tenant_id, given.location_id(p_slug), now(), now() + interval '1 hour');
    insert into data.time_off (tenant_id, resource_id, starts_at, ends_at)
    values (
        v_tenant_id, given.resource_id(p_slug, 'Sam'), now(), now() + interval '1 hour'
    );
    insert into data.calendars (tenant_id, resource_id, kind, name, sealed_secret)
    values (v_tenant_id, given.resource_id(p_slug, 'Sam'), 'ics', 'Home', 'sealed');
    insert into data.calendar_syncs (tenant_id, calendar_id)
    select tenant_id, calendar_id from data.calendars where tenant_id = v_tenant_id;
    insert into data.busy (tenant_id, resource_id, calendar_id, external_id, starts_at, ends_at)
    select tenant_id, resource_id, calendar_id, 'e', now(), now() + interval '1 hour'
    from data.calendars where tenant_id = v_tenant_id;
    insert into data.feeds (tenant_id, user_id, resource_id, token_hash)
    select tenant_id, user_id, given.resource_id(p_slug, 'Sam'), user_id
    from data.members where tenant_id = v_tenant_id;
    insert into data.account_feeds (user_id, token_hash)
    select user_id, user_id from data.users where email like '%@' || p_slug || '.test';
    insert into data.waitlist (
        tenant_id, service_id, customer_id, window_starts_at, window_ends_at, customer_name, locale
    )
    select tenant_id, service_id, customer_id, starts_at, ends_at, customer_name, locale
    from data.bookings where tenant_id = v_tenant_id;
    insert into data.series (
        tenant_id, service_id, customer_id, rrule, starts_at, time_zone, mode
    )
    select
        tenant_id, service_id, customer_id, 'FREQ=DAILY;COUNT=1', starts_at, time_zone,
        'skip_conflicts'
    from data.bookings where tenant_id = v_tenant_id;
    insert into data.idempotency_keys (tenant_id, caller, idempotency_key, request_hash)
    values (v_tenant_id, 'guest', 'k', 'h');
    insert into data.sessions (family_id, user_id, tenant_id, token_hash, expires_at)
    select uuidv7(), user_id, v_tenant_id, uuid_send(user_id), now() + interval '1 day'
    from data.members where tenant_id = v_tenant_id;

    foreach v_name in array '{owner,manager,staff}'::text[] loop
        perform set_config(
            'request.claims', jsonb_build_object('tenant_id', v_tenant_id, 'acting', '')::text, true
        );
        insert into data.invitations (tenant_id, email, role, link_id, expires_at)
        values (
            v_tenant_id, v_name || '@new.test', v_name,
            private.make_link('invitation', v_name || '@new.test', '7 days', null, v_tenant_id),
            now() + interval '7 days'
        );
    end loop;

    insert into data.event_heads (tenant_id) values (v_tenant_id);
    insert into data.event_types (type, description, schema)
    values (p_slug || '.known', 'A type.', '{}');
    insert into data.endpoints (tenant_id, url, secret)
    values (v_tenant_id, 'https://' || p_slug || '.test/hooks', 'sealed');
    perform private.queue_deliveries(v_tenant_id, array[
        row('email', v_tenant_id, v_tenant_id, null, 'ping', null, null)::private.wanted
    ]);
    perform private.queue_message(v_tenant_id, 'invitation', 'staff@new.test', 'en');

    insert into data.push_subscriptions (tenant_id, user_id, endpoint, p256dh, auth)
    select v_tenant_id, user_id, 'https://push.test/' || user_id, 'BA' || repeat('A', 85), repeat('A', 22)
    from data.members where tenant_id = v_tenant_id;
    insert into data.push_subscriptions (tenant_id, customer_id, endpoint, p256dh, auth)
    select v_tenant_id, customer_id, 'https://push.test/', 'BA' || repeat('A', 85), repeat('A', 22)
    from data.customers where tenant_id = v_tenant_id;
    insert into data.whatsapp_accounts (tenant_id) values (v_tenant_id);
    insert into data.sms_accounts (tenant_id) values (v_tenant_id);
    insert into data.phone_contacts (tenant_id, channel, phone_digest)
    values (v_tenant_id, 'sms', '\x01');
    insert into data.receipts (tenant_id, delivery_id, channel, message_id, status)
    select tenant_id, delivery_id, 'sms', 'SM1', 'sent'
    from data.deliveries where tenant_id = v_tenant_id;

    perform given.plan(p_slug, 2900);
    perform given.subscribed(p_slug, p_slug);
    perform given.platform_event('invoice.paid', given.bill(p_slug, 'paid'));
    insert into data.subscription_letters (tenant_id, kind, due_at)
    values (v_tenant_id, 'plan_renews', now());
    perform given.payment_account(p_slug);
    insert into data.payouts (tenant_id, stripe_id, status, amount_minor, currency, created_at)
    values (v_tenant_id, 'po_' || p_slug, 'paid', 100, 'EUR', now());
    insert into data.balance_transactions (
        tenant_id, stripe_id, type, amount_minor, fee_minor, currency, occurred_at, available_at
    )
    values (v_tenant_id, 'txn_' || p_slug, 'charge', 100, 0, 'EUR', now(), now());
    insert into data.payments (tenant_id, booking_id, part, method, status, amount_minor, currency)
    select tenant_id, booking_id, 'full', 'stripe', 'pending', 100, 'EUR'
    from data.bookings where tenant_id = v_tenant_id;
    insert into data.payment_lines (tenant_id, payment_id, line, kind, amount_minor)
    select tenant_id, payment_id, 1, 'price', 100
    from data.payments where tenant_id = v_tenant_id;
    insert into data.refunds (tenant_id, payment_id, amount_minor, currency, reason)
    select tenant_id, payment_id, 100, 'EUR', 'staff'
    from data.payments where tenant_id = v_tenant_id;
    insert into data.disputes (
        tenant_id, payment_id, stripe_id, status, amount_minor, currency, opened_at
    )
    select tenant_id, payment_id, 'dp_' || payment_id, 'needs_response', 100, 'EUR', now()
    from data.payments where tenant_id = v_tenant_id;
    insert into data.cards (tenant_id, customer_id, booking_id, account_id)
    select tenant_id, customer_id, booking_id, 'acct_1'
    from data.bookings where tenant_id = v_tenant_id;
    perform private.post_journal(v_tenant_id, 'payment.paid', v_tenant_id, array[
        private.line_for('cash', 100, 'EUR'), private.line_for('deposits', -100, 'EUR')
    ]);
    insert into data.commission_rules (tenant_id, effective_from) values (v_tenant_id, now());
    insert into data.cash_movements (tenant_id, location_id, kind, amount_minor, currency)
    values (v_tenant_id, given.location_id(p_slug), 'paid_out', 1, 'EUR');
    insert into data.stripe_events (
        event_id, type, created_at, object_id, facts, tenant_id, outcome
    )
    values ('evt_' || p_slug, 'account.updated', now(), 'acct', '{}', v_tenant_id, 'heeded');
    insert into data.stripe_mentions (stripe_id, event_id)
    values ('acct_' || p_slug, 'evt_' || p_slug);
    insert into data.prepaid_settings (tenant_id) values (v_tenant_id);
    insert into data.invoice_settings (tenant_id) values (v_tenant_id);
    insert into data.invoice_counters (tenant_id, series, year, last_number, last_issued_on)
    values (v_tenant_id, 'invoice', 2026, 1, now());
    insert into data.billing_details (tenant_id, booking_id)
    select tenant_id, booking_id from data.bookings where tenant_id = v_tenant_id;
    insert into data.invoices (
        tenant_id, series, year, sequence, number, booking_id, issued_on, supplied_on, kept_until,
        currency, locale, seller_name, buyer_name, net_minor, tax_minor, tip_minor, total_minor,
        paid_minor, payments
    )
    select
        tenant_id, 'invoice', 2026, row_number() over (), 'X-' || row_number() over (), booking_id,
        now(), now(), now(), 'EUR', 'en', 'Alder', 'Ann', 0, 0, 0, 0, 0, '[]'
    from data.bookings where tenant_id = v_tenant_id;
    insert into data.invoice_lines (tenant_id, invoice_id, line, kind, net_minor, tax_minor)
    select tenant_id, invoice_id, 1, 'service', 0, 0
    from data.invoices where tenant_id = v_tenant_id;
    insert into data.closed_months (tenant_id, month, begins_at, ends_at)
    values (v_tenant_id, '2020-01-01', '2020-01-01Z', '2020-02-01Z');
    insert into data.gift_cards (tenant_id, amount_minor, currency, locale)
    values (v_tenant_id, 1000, 'EUR', 'en');
    insert into data.packages (tenant_id, name, sessions, price_minor)
    values (v_tenant_id, 'Ten', 10, 1000);
    insert into data.customer_packages (
        tenant_id, package_id, customer_id, sessions, price_minor, currency, service_ids, locale
    )
    select p.tenant_id, p.package_id, b.customer_id, 10, 1000, 'EUR', '{}', 'en'
    from data.packages as p join data.bookings as b on b.tenant_id = p.tenant_id
    where p.tenant_id = v_tenant_id;
    insert into data.adjustments (tenant_id, customer_id, kind, amount, unit, reason)
    select tenant_id, customer_id, 'points', 1, 'PTS', 'Welcome' from data.bookings where tenant_id = v_tenant_id;
    insert into data.loyalty_programmes (tenant_id) values (v_tenant_id);
    insert into data.rewards (tenant_id, name, kind, points, percent)
    values (v_tenant_id, 'Tenth', 'percent', 10, 10);
    insert into data.redemptions (
        tenant_id, booking_id, reward_id, customer_id, points, discount_minor
    )
    select b.tenant_id, b.booking_id, r.reward_id, b.customer_id, 10, 100
    from data.rewards as r join data.bookings as b on b.tenant_id = r.tenant_id
    where r.tenant_id = v_tenant_id;
    perform set_config('request.claims', '', true);
end;
$$;

select pg_temp.fill('alder'), pg_temp.fill('birch');

-- Whose rows a line is about: $1 is the business, $2 whoever asks.

create temporary table kinds (name text, which text, rows text);
insert into kinds (name, which, rows)
select unnest('{
    booking_transitions,presets,reserved_slugs,personal_columns,impersonal_columns,throttle_buckets,
    event_types,ledger_kinds,plans,plan_prices,platform_settings
}'::text[]), '', 'true';
insert into kinds (name, which, rows)
values
('members', 'an owner', 'tenant_id = $1 and role = ''owner'' and user_id <> $2'),
('members', 'a manager', 'tenant_id = $1 and role = ''manager'' and user_id <> $2'),
('members', 'staff', 'tenant_id = $1 and role = ''staff'' and user_id <> $2'),
('members', 'oneself', 'tenant_id = $1 and user_id = $2'),
('users', 'oneself', 'user_id = $2'),
('users', 'others', 'user_id = pg_temp.somebody($1, ''Sue'')'),
('recovery_codes', 'one''s own', 'user_id = $2'),
('recovery_codes', 'of others', 'user_id = pg_temp.somebody($1, ''Sue'')'),
('person_calendars', 'one''s own', 'tenant_id = $1 and user_id = $2'),
('person_calendars', 'of others', 'tenant_id = $1 and user_id <> $2'),
('member_mutes', 'one''s own', 'tenant_id = $1 and user_id = $2'),
('member_mutes', 'of others', 'tenant_id = $1 and user_id <> $2'),
('member_quiet_hours', 'one''s own', 'tenant_id = $1 and user_id = $2'),
('member_quiet_hours', 'of others', 'tenant_id = $1 and user_id <> $2'),
('consents', 'of a booking', 'tenant_id = $1 and booking_id is not null'),
('consents', 'of a customer', 'tenant_id = $1 and booking_id is null'),
('sessions', 'one''s own', 'tenant_id = $1 and user_id = $2'),
('sessions', 'of others', 'tenant_id = $1 and user_id <> $2'),
('feeds', 'one''s own', 'tenant_id = $1 and user_id = $2'),
('feeds', 'of others', 'tenant_id = $1 and user_id <> $2'),
('account_feeds', 'one''s own', 'user_id = $2'),
('account_feeds', 'of others', 'user_id = pg_temp.somebody($1, ''Sue'')'),
('push_subscriptions', 'own', 'tenant_id = $1 and user_id = $2'),
('push_subscriptions', 'others''', 'tenant_id = $1 and user_id <> $2'),
('push_subscriptions', 'guests''', 'tenant_id = $1 and customer_id is not null'),
('invitations', 'of an owner', 'tenant_id = $1 and role = ''owner'''),
('invitations', 'of a manager', 'tenant_id = $1 and role = ''manager'''),
('invitations', 'of staff', 'tenant_id = $1 and role = ''staff'''),
(
    'stripe_mentions', '',
    'event_id = ''evt_'' || (select slug from data.directory where tenant_id = $1)'
),
('platform_admins', '', 'user_id = pg_temp.somebody($1, ''Ada'')');

create function pg_temp.somebody(p_tenant_id uuid, p_name text) returns uuid
    language sql
    return given.user_id(
        (select slug from data.directory where tenant_id = p_tenant_id), p_name
    );

-- The matrix.

create temporary table matrix (
    line integer generated always as identity,
    name text not null, which text not null, can text[] not null
);
insert into matrix (name, which, can)
select parts[1], coalesce(rtrim(parts[2]), ''), string_to_array(parts[3], ' ')
from
    regexp_split_to_table(
        $$
                            admin     owner     staff     guest     mailer
                                 acting    manager   customer  worker
# What a business is.
tenants                     ---- siu- siu- s-u- s--- s--- s--- s--- ----
tenant_keys                 ---- si-- si-- s--- s--- s--- s--- s--- ----
locations                   ---- siu- siu- siu- s--- s--- s--- s--- ----
directory                   s--- siu- siu- siu- s--- s--- s--- s--- s---
directory_places            s--- siud siud siud s--- s--- s--- s--- s---
domains                     ---- siud siud siud ---- ---- ---- ---- ----
sites                       s--- si-- si-- si-- s--- s--- s--- s--- s---
templates                   ---- siu- siu- s-u- s--- s--- s--- s--- ----
presets                     s--- s--- s--- s--- s--- s--- s--- s--- s---
reserved_slugs              s--- s--- s--- s--- s--- s--- s--- s--- s---
# What it sells, and with what.
services                    ---- siu- siu- siu- s--- s--- s--- s--- ----
requirements                ---- siud siud siud s--- s--- s--- s--- ----
candidates                  ---- siud siud siud s--- s--- s--- s--- ----
resources                   ---- siu- siu- siu- s--- s--- s--- s--- ----
# When it works.
hours                       ---- siud siud siud s--- s--- s--- s--- ----
location_hours              ---- si-d si-d si-d s--- s--- s--- s--- ----
shifts                      ---- siud siud siud s--- s--- s--- s--- ----
closures                    ---- siud siud siud s--- s--- s--- s--- ----
time_off                    ---- siud siud siud siud s--- s--- s--- ----
calendars                   ---- siud siud siud siud ---- ---- s-u- ----
calendar_syncs              ---- siu- siu- siu- siu- ---- ---- s-u- ----
busy                        ---- s--- s--- s--- s--- s--- s--- si-d ----
feeds, one's own            ---- ---- si-d si-d si-d ---- ---- ---- ----
feeds, of others            ---- s--d s--d s--d ---- ---- ---- ---- ----
account_feeds, one's own    si-d si-d si-d si-d si-d si-d ---- ---- ----
account_feeds, of others    ---- ---- ---- ---- ---- ---- ---- ---- ----
# Bookings, whoever makes them. What of them is whose, the functions say.
bookings                    ---- siu- siu- siu- siu- siu- siu- siu- ----
allocations                 ---- siud siud siud siud siud siud siud ----
engagements                 ---- siud siud siud siud siud siud siud ----
series                      ---- siu- siu- siu- siu- siu- siu- siu- ----
waitlist                    ---- siu- siu- siu- siu- siu- siu- siu- ----
idempotency_keys            ---- siud siud siud siud siud siud siud ----
booking_transitions         s--- s--- s--- s--- s--- s--- s--- s--- s---
events                      ---- si-- si-- si-- -i-- -i-- -i-- si-- ----
# Money: written for whoever pays, read by whoever runs the business, through functions.
ledger_kinds                s--- s--- s--- s--- s--- s--- s--- s--- s---
ledger_accounts             ---- si-- si-- si-- si-- si-- si-- si-- ----
journals                    ---- si-- si-- si-- si-- si-- si-- si-- ----
postings                    ---- si-- si-- si-- si-- si-- si-- si-- ----
payment_accounts            ---- siu- siu- siu- siu- siu- siu- siu- ----
payments                    ---- siu- siu- siu- siu- siu- siu- siu- ----
payment_lines               ---- si-- si-- si-- si-- si-- si-- si-- ----
refunds                     ---- siu- siu- siu- siu- siu- siu- siu- ----
cards                       ---- siu- siu- siu- siu- siu- siu- siu- ----
disputes                    ---- siu- siu- siu- siu- siu- siu- siu- ----
platform_settings           s-u- s--- s--- s--- s--- s--- s--- s--- s---
payouts                     ---- s--- s--- s--- ---- ---- ---- siu- ----
balance_transactions        ---- s--- s--- s--- ---- ---- ---- siu- ----
stripe_syncs                ---- si-- si-- si-- si-- si-- si-- siu- ----
subscription_invoices       ---- s--- s--- s--- ---- ---- ---- ---- ----
subscription_letters        ---- s--- s--- ---- ---- ---- ---- si-- ----
tenant_subscriptions        ---- siu- siu- s--- s--- s--- s--- siu- ----
plans                       siu- s--- s--- s--- s--- s--- s--- s--- s---
plan_prices                 siu- s--- s--- s--- s--- s--- s--- s--- s---
commission_rules            ---- siu- siu- s--- s--- s--- s--- s--- ----
cash_movements              ---- si-- si-- si-- si-- s--- s--- s--- ----
stripe_objects              ---- si-- si-- si-- si-- si-- si-- si-- ----
stripe_events               ---- s--- s--- s--- ---- ---- ---- ---- ----
stripe_mentions             ---- ---- ---- ---- ---- ---- ---- ---- ----
# Documents, as what is behind them; how they look, and which months are closed, is for who runs it.
invoice_settings            ---- siu- siu- siu- s--- s--- s--- s--- ----
invoice_counters            ---- siu- siu- siu- siu- siu- siu- siu- ----
billing_details             ---- siu- siu- siu- siu- siu- siu- siu- ----
invoices                    ---- si-- si-- si-- si-- si-- si-- si-- ----
invoice_lines               ---- si-- si-- si-- si-- si-- si-- si-- ----
closed_months               ---- si-- si-- si-- s--- s--- s--- s--- ----
# What is paid in advance. What of it is whose, the functions say.
adjustments                 ---- siu- siu- siu- siu- siu- siu- siu- ----
customer_packages           ---- siu- siu- siu- siu- siu- siu- siu- ----
gift_cards                  ---- siu- siu- siu- siu- siu- siu- siu- ----
loyalty_programmes          ---- siu- siu- siu- siu- siu- siu- siu- ----
packages                    ---- siu- siu- siu- siu- siu- siu- siu- ----
prepaid_settings            ---- siu- siu- siu- siu- siu- siu- siu- ----
redemptions                 ---- siu- siu- siu- siu- siu- siu- siu- ----
rewards                     ---- siu- siu- siu- siu- siu- siu- siu- ----
# Customers.
customers                   ---- siud siud siud siu- si-- si-- s--- ----
customer_addresses          ---- si-d si-d si-d si-d -i-- -i-- ---- ----
customer_notes              ---- siud siud siud siu- ---- ---- ---- ----
consents, of a booking      ---- siu- siu- siu- siu- ---- siu- s--- ----
consents, of a customer     ---- siu- siu- siu- siu- ---- ---- s--- ----
# People who work.
members, an owner           ---- siud s--- s--- s--- ---- ---- s--- ----
members, a manager          ---- siud siud s--- s--- ---- ---- s--- ----
members, staff              ---- siud siud siud s--- ---- ---- s--- ----
members, oneself            ---- ---- s--d s--d s--d ---- ---- ---- ----
users, oneself              s-u- s-u- s-u- s-u- s-u- s-u- ---- ---- ----
users, others               ---- ---- ---- ---- ---- ---- ---- ---- ----
recovery_codes, one's own   siud siud siud siud siud siud ---- ---- ----
recovery_codes, of others   ---- ---- ---- ---- ---- ---- ---- ---- ----
sessions, one's own         ---- ---- siud siud siud ---- ---- ---- ----
sessions, of others         ---- ---- ---- ---- ---- ---- ---- ---- ----
throttle_buckets            siud siud siud siud siud siud siud siud siud
person_calendars, one's own ---- ---- ---- ---- si-d ---- ---- ---- ----
person_calendars, of others ---- si-d si-d si-d s--- s--- s--- s--- ----
invitations, of an owner    ---- siu- s--- s--- ---- ---- ---- ---- ----
invitations, of a manager   ---- siu- siu- s--- ---- ---- ---- ---- ----
invitations, of staff       ---- siu- siu- siu- ---- ---- ---- ---- ----
acting                      ---- s-u- s--- ---- ---- ---- ---- ---- ----
platform_admins             s--- s--- ---- ---- ---- ---- ---- ---- ----
# What is told of what happened.
event_types                 s--- s--- s--- s--- s--- s--- s--- s--- s---
event_heads                 ---- s--- s--- s--- s--- s--- s--- s--- ----
queues                      ---- siud siud siud ---- ---- ---- siu- ----
deliveries                  ---- siu- siu- siu- ---- ---- ---- siu- ----
notification_settings       ---- siu- siu- siu- ---- ---- ---- s--- ----
customer_mutes              ---- si-d si-d si-d si-d ---- si-d s--- ----
member_mutes, one's own     ---- ---- si-d si-d si-d ---- ---- ---- ----
member_mutes, of others     ---- ---- ---- ---- ---- ---- ---- s--- ----
customer_quiet_hours        ---- siud siud siud siud ---- siud s--- ----
member_quiet_hours, one's own ---- ---- siu- siu- siu- ---- ---- ---- ----
member_quiet_hours, of others ---- ---- ---- ---- ---- ---- ---- s--- ----
follow_ups                  ---- siu- siu- s-u- ---- ---- ---- siu- ----
review_requests             ---- s-ud s-ud s-ud ---- ---- ---- siud ----
endpoints                   ---- siud siud siud ---- ---- ---- s-u- ----
# Browsers, WhatsApp and text messages.
push_subscriptions, own     ---- ---- siud siud siud ---- ---- ---- ----
push_subscriptions, others' ---- ---- ---- ---- ---- ---- ---- s-ud ----
push_subscriptions, guests' ---- s-ud s-ud s-ud s-ud ---- siud s-ud ----
whatsapp_accounts           ---- siu- siu- ---- ---- ---- ---- s--- ----
sms_accounts                ---- siu- siu- ---- ---- ---- ---- s--- ----
phone_contacts              ---- ---- ---- ---- ---- ---- ---- siu- ----
receipts                    ---- s--- s--- s--- ---- ---- ---- siu- ----
# E-mails.
one_time_links              ---- siu- siu- siu- siu- siu- siu- siu- ----
messages                    ---- -i-- -i-- -i-- -i-- -i-- -i-- siu- ----
# What happened, and what is forgotten.
history                     ---- s--- s--- s--- ---- ---- ---- ---- ----
history_heads               ---- s--- s--- ---- ---- ---- ---- ---- ----
personal_columns            s--- s--- s--- s--- s--- s--- s--- s--- s---
impersonal_columns          s--- s--- s--- s--- s--- s--- s--- s--- s---
erasures                    ---- siu- siu- siu- ---- ---- ---- siu- ----
retention_rules             ---- siu- siu- s--- ---- ---- ---- s--- ----
retention_runs              ---- -i-- -i-- ---- ---- ---- ---- siu- ----
$$,
        '\n'
    ) as said
cross join lateral
    regexp_match(said, '^(\w+)(?:, ([^-]+))? +([siud-]{4}(?: [siud-]{4}){8})$') as parts
where said !~ '^( |#|$)';

select is_empty(
    $$
        select relname from pg_class
        where relnamespace = 'data'::regnamespace and relkind in ('r', 'p')
            and relname not in (select name from matrix)
    $$,
    'every table is in it'
);

-- Who asks.
create temporary table roles (
    nth integer generated always as identity, role text, name text, more jsonb
);
insert into roles (role, name, more)
values
('admin', 'Ada', '{"role": "platform_admin", "tenant_id": null}'),
('acting', 'Ada', '{"role": "owner", "acting": "01010101-0101-0101-0101-010101010101"}'),
('owner', 'Olga', '{}'),
('manager', 'Max', '{}'),
('staff', 'Sam', '{}'),
('customer', 'Zoe', '{}'),
('guest', null, '{}'),
('worker', null, '{}'),
('mailer', null, '{"role": "worker", "tenant_id": null}');

create temporary table kept (line integer, tenant_id uuid, row jsonb);
create temporary table met (line integer);
grant select on kept, matrix to public;

-- Whether a command on the rows of a business gets past row security: what breaks a key, a
-- reference or a trigger has.
create function pg_temp.does(
    p_command text, p_line integer, p_tenant_id uuid, p_user_id uuid, p_claims jsonb
) returns boolean
    language plpgsql
as $$
declare
    v_line constant matrix := (select m from matrix as m where m.line = p_line);
    v_columns constant text := (
        select string_agg(quote_ident(attname), ', ')
        from pg_attribute
        where
            attrelid = format('data.%I', v_line.name)::regclass
            and attnum > 0 and not attisdropped and attgenerated = ''
    );
    v_column constant text := case v_line.name
        when 'acting' then 'ended_at'
        when 'messages' then 'queued_at'
        when 'one_time_links' then 'used_at'
        else (
            select quote_ident(attname)
            from pg_attribute
            where attrelid = format('data.%I', v_line.name)::regclass and attnum = 1
        )
    end;
    v_row constant jsonb := (
        select k.row
        from kept as k
        where k.line = p_line and k.tenant_id = p_tenant_id
        limit 1
    );
    v_rows bigint;
begin
    if v_row is null then
        return false;
    end if;

    perform set_config('request.claims', p_claims::text, true);
    set local role holdfast_api;

    begin
        case p_command
            when 's' then
                execute format(
                    'select count(*) from data.%I where %s', v_line.name, pg_temp.exactly(v_line.name, v_row)
                ) into v_rows;
            when 'i' then
                execute format(
                    'insert into data.%1$I (%2$s) select %2$s'
                    ' from jsonb_populate_record(null::data.%1$I, $1)',
                    v_line.name, v_columns
                ) using v_row;
                get diagnostics v_rows = row_count;
            when 'u' then
                execute format(
                    'update data.%I set %s = %s where %s',
                    v_line.name, v_column,
                    case when v_column in ('ended_at', 'used_at') then 'now()' else v_column end,
                    pg_temp.exactly(v_line.name, v_row)
                );
                get diagnostics v_rows = row_count;
            when 'd' then
                execute format(
                    'delete from data.%I where %s', v_line.name, pg_temp.exactly(v_line.name, v_row)
                );
                get diagnostics v_rows = row_count;
        end case;

        -- So that it is undone.
        raise exception using errcode = 'ZZ001';
    exception
        when insufficient_privilege then
            v_rows := 0;
        when sqlstate 'ZZ001' then
            null;
        when integrity_constraint_violation or sqlstate 'KC065' or sqlstate 'KC002' then
            v_rows := 1;
    end;

    reset role;

    return v_rows > 0;
end;
$$;

-- The condition that finds one row again.
create function pg_temp.exactly(p_table text, p_row jsonb) returns text
    language sql
as $$
    select string_agg(format('%I = %L', a.attname, p_row ->> a.attname), ' and ')
    from pg_index as k
    join pg_attribute as a on a.attrelid = k.indrelid and a.attnum = any(k.indkey)
    where k.indrelid = format('data.%I', p_table)::regclass and k.indisprimary;
$$;

-- What somebody of one business can do to a line of another, or of their own: 'siud'.
create function pg_temp.can(p_line integer, p_role text, p_ours text, p_theirs text) returns text
    language plpgsql
as $$
declare
    v_line constant matrix := (select m from matrix as m where m.line = p_line);
    v_role constant roles := (select r from roles as r where r.role = p_role);
    v_user_id constant uuid := given.user_id(p_ours, v_role.name);
    v_theirs constant uuid := given.user_id(p_theirs, v_role.name);
    v_claims constant jsonb := jsonb_strip_nulls(jsonb_build_object(
        'tenant_id', given.tenant_id(p_ours), 'role', p_role, 'sub', v_user_id
    )) || v_role.more;
    v_can text;
begin
    delete from kept;
    execute format(
        'insert into kept select $3, $1, to_jsonb(t) from data.%I as t where %s limit 1',
        v_line.name,
        coalesce(
            (select k.rows from kinds as k where (k.name, k.which) = (v_line.name, v_line.which)),
            'tenant_id = $1'
        )
    ) using given.tenant_id(p_theirs), coalesce(v_theirs, uuidv7()), p_line;
    insert into met select line from kept;

    select string_agg(
        case
            when pg_temp.does(c, p_line, given.tenant_id(p_theirs), v_theirs, v_claims) then c
            else '-'
        end, '' order by n
    )
    into v_can
    from unnest('{s,i,u,d}'::text[]) with ordinality as commands (c, n);

    return v_can;
end;
$$;

create temporary table expected as
select m.line, m.name, m.which, r.role, m.can[r.nth] as can
from matrix as m
cross join roles as r;

create temporary table found as
select
    e.line, e.role,
    pg_temp.can(e.line, e.role, 'alder', 'alder') as own,
    pg_temp.can(e.line, e.role, 'alder', 'birch') as others
from expected as e;

select is_empty(
    $$
        select e.name, e.which, e.role, e.can as expected, f.own as found
        from expected as e
        join found as f using (line, role)
        where e.can is distinct from f.own
        order by e.line, e.role
    $$,
    'to rows of their own business each role may do exactly this'
);
select is_empty(
    $$
        select e.name, e.which, e.role, f.others
        from expected as e
        join found as f using (line, role)
        left join kinds as k on (k.name, k.which) = (e.name, e.which)
        where f.others is distinct from case
            when e.name in ('directory', 'directory_places', 'sites') then 's---'
            when k.rows = 'true' then e.can
            when e.name in ('engagements', 'person_calendars') and e.can <> '----' then 's---'
            else '----'
        end
        order by e.line, e.role
    $$,
    'to those of another, nothing; but the directory and what is nobody''s is for all, and a '
    'business knows when people are taken who work there too'
);

select is_empty(
    $$ select name, which from matrix where line not in (select line from met) $$,
    'each line was tried on a row that is there'
);

alter policy closures_api_insert on data.closures with check (true);
select is(
    (
        select array[
            pg_temp.can(line, 'guest', 'alder', 'alder'),
            pg_temp.can(line, 'guest', 'alder', 'birch')
        ]
        from matrix where name = 'closures'
    ),
    '{si--,-i--}', 'a hole would be found'
);

select diag(format(
    '%s cells, and as many against another business', (select 4 * count(*) from expected)
));

select * from finish();
rollback;
