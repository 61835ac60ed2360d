-- For every table: what one business wrote, another neither sees nor changes; and with no claims
-- at all there is nothing to see and nothing can be written.

begin;
select no_plan();

select given.tenant('alder');
select given.tenant('birch');
select given.templates('alder'), given.templates('birch');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.member('alder', 'Olga', 'owner');
select given.resource('birch', 'Ann');
select given.member('alder', 'Ann', 'staff');
insert into data.members (tenant_id, user_id, role)
values (given.tenant_id('birch'), given.user_id('alder', 'Ann'), 'staff');
update data.resources set user_id = given.user_id('alder', 'Ann') where name = 'Ann';
update data.locations set latitude = 41.9, longitude = 12.5;
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'));
insert into data.shifts (tenant_id, resource_id, on_date, starts_at, ends_at)
values (
    given.tenant_id('alder'), given.resource_id('alder', 'Ann'), given.day(9)::date,
    given.day(9, '09:00') at time zone 'Europe/Rome',
    given.day(9, '12:00') at time zone 'Europe/Rome'
);
insert into data.location_hours (tenant_id, location_id, weekday, opens_at, closes_at)
values (given.tenant_id('alder'), given.location_id('alder'), 1, '09:00', '17:00');
insert into data.closures (tenant_id, location_id, starts_at, ends_at)
values (given.tenant_id('alder'), given.location_id('alder'), now(), now() + interval '1 hour');
insert into data.time_off (tenant_id, resource_id, starts_at, ends_at)
values (
    given.tenant_id('alder'), given.resource_id('alder', 'Ann'), now(), now() + interval '1 hour'
);
insert into data.calendars (tenant_id, resource_id, kind, name, sealed_secret)
values (given.tenant_id('alder'), given.resource_id('alder', 'Ann'), 'ics', 'Home', 'sealed');
insert into data.calendar_syncs (tenant_id, calendar_id)
select tenant_id, calendar_id
from data.calendars;
insert into data.busy (tenant_id, resource_id, calendar_id, external_id, starts_at, ends_at)
select tenant_id, resource_id, calendar_id, 'e', now(), now() + interval '1 hour'
from data.calendars;
insert into data.feeds (tenant_id, user_id, resource_id, token_hash)
values (
    given.tenant_id('alder'), given.user_id('alder', 'Ann'), given.resource_id('alder', 'Ann'), 'h'
);
insert into data.waitlist (
    tenant_id, service_id, customer_id, window_starts_at, window_ends_at, customer_name, locale
)
select tenant_id, service_id, customer_id, starts_at, ends_at, customer_name, locale
from data.bookings;
insert into data.idempotency_keys (tenant_id, caller, idempotency_key, request_hash)
values (given.tenant_id('alder'), 'guest', 'k', 'h');
insert into data.series (
    tenant_id, service_id, customer_id, rrule, starts_at, time_zone, mode
)
select
    tenant_id, service_id, customer_id, 'FREQ=DAILY;COUNT=1', starts_at, time_zone, 'skip_conflicts'
from data.bookings;
insert into data.customer_notes (tenant_id, customer_id, body)
select tenant_id, customer_id, 'A note.'
from data.bookings;
insert into data.consents (tenant_id, customer_id, purpose, wording, locale, source)
select tenant_id, customer_id, 'marketing', 'Yes.', locale, 'guest'
from data.bookings;
insert into data.sessions (family_id, user_id, tenant_id, token_hash, expires_at)
values (
    uuidv7(),
    given.user_id('alder', 'Olga'),
    given.tenant_id('alder'),
    '\x01',
    now() + interval '1 day'
);
insert into data.domains (tenant_id, host, verified_at)
values (given.tenant_id('alder'), 'www.alder.test', now());
insert into data.one_time_links (purpose, email, tenant_id, expires_at)
values ('invitation', 'nina@alder.test', given.tenant_id('alder'), now() + interval '1 day');
insert into data.messages (tenant_id, kind, recipient, locale)
values (given.tenant_id('alder'), 'invitation', 'nina@alder.test', 'en');

insert into data.endpoints (tenant_id, url, secret)
values (given.tenant_id('alder'), 'https://alder.test/hooks', 'sealed');
insert into data.event_heads (tenant_id)
values (given.tenant_id('alder'));
select private.queue_deliveries(given.tenant_id('alder'), array[row(
    'email', given.tenant_id('alder'), given.tenant_id('alder'), null, 'ping', null, null
)::private.wanted]);

insert into data.push_subscriptions (tenant_id, customer_id, endpoint, p256dh, auth)
select tenant_id, customer_id, 'https://push.test/', 'BA' || repeat('A', 85), repeat('A', 22)
from data.customers;
insert into data.whatsapp_accounts (tenant_id) values (given.tenant_id('alder'));
insert into data.sms_accounts (tenant_id) values (given.tenant_id('alder'));
insert into data.phone_contacts (tenant_id, channel, phone_digest)
values (given.tenant_id('alder'), 'sms', '\x01');
insert into data.receipts (tenant_id, delivery_id, channel, message_id, status)
select tenant_id, delivery_id, 'sms', 'SM1', 'sent' from data.deliveries;

insert into data.erasures (tenant_id, customer_id, reason)
select tenant_id, customer_id, 'request'
from data.customers;
insert into data.retention_rules (tenant_id)
values (given.tenant_id('alder'));
insert into data.notification_settings (tenant_id)
values (given.tenant_id('alder'));
insert into data.customer_mutes (tenant_id, customer_id, channel, topic)
select tenant_id, customer_id, 'sms', 'bookings'
from data.bookings;
insert into data.member_mutes (tenant_id, user_id, channel, topic)
values (given.tenant_id('alder'), given.user_id('alder', 'Olga'), 'push', 'moved');
insert into data.customer_quiet_hours (tenant_id, customer_id)
select tenant_id, customer_id
from data.bookings;
insert into data.member_quiet_hours (tenant_id, user_id)
values (given.tenant_id('alder'), given.user_id('alder', 'Olga'));
insert into data.review_requests (tenant_id, booking_id, customer_id, completed_at)
select tenant_id, booking_id, customer_id, now()
from data.bookings;
insert into data.acting (tenant_id, user_id, name, reason, expires_at)
values (given.tenant_id('alder'), uuidv7(), 'Ada', 'They asked', now() + interval '1 hour');
select given.plan('studio', 2900);
select given.subscribed('alder', 'studio');
select given.platform_event('invoice.paid', given.bill('alder', 'paid'));
insert into data.subscription_letters (tenant_id, kind, due_at)
values (given.tenant_id('alder'), 'plan_renews', now());
select given.payment_account('alder');
insert into data.payouts (tenant_id, stripe_id, status, amount_minor, currency, created_at)
values (given.tenant_id('alder'), 'po_1', 'paid', 100, 'EUR', now());
insert into data.balance_transactions (
    tenant_id, stripe_id, type, amount_minor, fee_minor, currency, occurred_at, available_at
)
values (given.tenant_id('alder'), 'txn_1', 'charge', 100, 0, 'EUR', now(), now());
insert into data.payments (tenant_id, booking_id, part, method, status, amount_minor, currency)
select tenant_id, booking_id, 'full', 'stripe', 'pending', 100, 'EUR'
from data.bookings;
insert into data.payment_lines (tenant_id, payment_id, line, kind, amount_minor)
select tenant_id, payment_id, 1, 'price', 100
from data.payments;
insert into data.refunds (tenant_id, payment_id, amount_minor, currency, reason)
select tenant_id, payment_id, 100, 'EUR', 'staff'
from data.payments;
insert into data.disputes (
    tenant_id, payment_id, stripe_id, status, amount_minor, currency, opened_at
)
select tenant_id, payment_id, 'dp_' || payment_id, 'needs_response', 100, 'EUR', now()
from data.payments;
insert into data.cards (tenant_id, customer_id, booking_id, account_id)
select tenant_id, customer_id, booking_id, 'acct_1'
from data.bookings;
select set_config(
    'request.claims', jsonb_build_object('tenant_id', given.tenant_id('alder'))::text, true
);
select private.post_journal(given.tenant_id('alder'), 'payment.paid', uuidv7(), array[
    private.line_for('cash', 100, 'EUR'), private.line_for('deposits', -100, 'EUR')
]);
insert into data.commission_rules (tenant_id, effective_from)
values (given.tenant_id('alder'), now());
insert into data.cash_movements (tenant_id, location_id, kind, amount_minor, currency)
values (given.tenant_id('alder'), given.location_id('alder'), 'paid_out', 1, 'EUR');
insert into data.stripe_events (event_id, type, created_at, object_id, facts, tenant_id, outcome)
values ('evt_1', 'account.updated', now(), 'acct', '{}', given.tenant_id('alder'), 'heeded');
insert into data.prepaid_settings (tenant_id) values (given.tenant_id('alder'));
insert into data.invoice_settings (tenant_id) values (given.tenant_id('alder'));
insert into data.invoice_counters (tenant_id, series, year, last_number, last_issued_on)
values (given.tenant_id('alder'), 'invoice', 2026, 1, now());
insert into data.billing_details (tenant_id, booking_id)
select tenant_id, booking_id
from data.bookings;
insert into data.invoices (
    tenant_id, series, year, sequence, number, booking_id, issued_on, supplied_on, kept_until,
    currency, locale, seller_name, buyer_name, net_minor, tax_minor, tip_minor, total_minor,
    paid_minor, payments
)
select
    tenant_id, 'invoice', 2026, row_number() over (), 'X-' || row_number() over (), booking_id,
    now(), now(), now(), 'EUR', 'en', 'Alder', 'Ann', 0, 0, 0, 0, 0, '[]'
from data.bookings;
insert into data.invoice_lines (tenant_id, invoice_id, line, kind, net_minor, tax_minor)
select tenant_id, invoice_id, 1, 'service', 0, 0
from data.invoices;
insert into data.closed_months (tenant_id, month, begins_at, ends_at)
values (given.tenant_id('alder'), '2020-01-01', '2020-01-01Z', '2020-02-01Z');
insert into data.gift_cards (tenant_id, amount_minor, currency, locale)
values (given.tenant_id('alder'), 1000, 'EUR', 'en');
insert into data.packages (tenant_id, name, sessions, price_minor)
values (given.tenant_id('alder'), 'Ten', 10, 1000);
insert into data.customer_packages (
    tenant_id, package_id, customer_id, sessions, price_minor, currency, service_ids, locale
)
select p.tenant_id, p.package_id, b.customer_id, 10, 1000, 'EUR', '{}', 'en'
from data.packages as p join data.bookings as b on b.tenant_id = p.tenant_id
where p.tenant_id = given.tenant_id('alder');
insert into data.adjustments (tenant_id, customer_id, kind, amount, unit, reason)
select tenant_id, customer_id, 'points', 1, 'PTS', 'Welcome'
from data.bookings
where tenant_id = given.tenant_id('alder');
insert into data.loyalty_programmes (tenant_id) values (given.tenant_id('alder'));
insert into data.rewards (tenant_id, name, kind, points, percent)
values (given.tenant_id('alder'), 'Tenth', 'percent', 10, 10);
insert into data.redemptions (
    tenant_id, booking_id, reward_id, customer_id, points, discount_minor
)
select b.tenant_id, b.booking_id, r.reward_id, b.customer_id, 10, 100
from data.rewards as r join data.bookings as b on b.tenant_id = r.tenant_id
where r.tenant_id = given.tenant_id('alder');
select given.acting_for('alder', 'owner', 'Olga');
select api.create_invitation(given.tenant_id('alder'), 'nora@new.test', 'staff');
select given.nobody();

-- Rows of alder that a role sees with these claims, for each table; -1 if it may not look at all.
create function pg_temp.seen(p_role text, p_claims jsonb) returns table (name text, rows integer)
    language plpgsql
as $$
declare
    v_table text;
begin
    for v_table in
        select c.relname from pg_class as c
        join pg_attribute as a on a.attrelid = c.oid and a.attname = 'tenant_id'
        where c.relnamespace = 'data'::regnamespace and c.relkind = 'r' order by 1
    loop
        name := v_table;
        reset role;
        perform set_config('request.claims', p_claims::text, true);
        execute format('set local role %I', p_role);
        begin
            execute format('select count(*) from data.%I where tenant_id = $1', v_table)
            into rows using given.tenant_id('alder');
        exception when insufficient_privilege then
            rows := -1;
        end;
        return next;
    end loop;
    reset role;
end;
$$;

select is_empty(
    $$ select name from pg_temp.seen('postgres', '{}') where rows = 0 $$,
    'every table has a row of alder''s in it, so that there is something to hide'
);
select is_empty(
    format(
        $$
            select name from pg_temp.seen('holdfast_api', %L)
            where rows < 1 and name not in (
                'member_mutes', 'member_quiet_hours', 'messages', 'phone_contacts', 'retention_runs', 'sessions'
            )
        $$,
        jsonb_build_object('tenant_id', given.tenant_id('alder'), 'role', 'owner')
    ),
    'alder sees its own, in every table but what is its users'' and what is the worker''s'
);
select results_eq(
    format(
        $$ select name from pg_temp.seen('holdfast_api', %L) where rows > 0 order by 1 $$,
        jsonb_build_object('tenant_id', given.tenant_id('birch'), 'role', 'owner')
    ),
    $$
        values ('directory'), ('directory_places'), ('engagements'), ('person_calendars'), ('sites')
    $$,
    'birch sees nothing of alder''s but the directory, and when people are taken who work there too'
);
select results_eq(
    $$ select name from pg_temp.seen('holdfast_api', '{}') where rows > 0 order by 1 $$,
    $$ values ('directory'), ('directory_places'), ('sites') $$,
    'nobody sees nothing'
);
select is_empty(
    format(
        $$
            select name from pg_temp.seen('holdfast_reader', %L)
            where rows > 0 and name not like 'directory%%' and name <> 'sites'
        $$,
        jsonb_build_object('tenant_id', given.tenant_id('birch'))
    ),
    'neither does a dashboard of birch''s'
);
select is_empty(
    format(
        $$ select name from pg_temp.seen('holdfast_web', %L) where rows >= 0 $$,
        jsonb_build_object('tenant_id', given.tenant_id('alder'))
    ),
    'the web role cannot look into any table, not even with the right claims'
);

-- Writing. As birch, with alder's ids: nothing is found to change, and nothing can be put there.

create function pg_temp.changed(p_claims jsonb) returns table (name text, verb text)
    language plpgsql
as $$
declare
    v_grant record;
    v_rows integer;
begin
    for v_grant in
        select c.relname::text as relname, v.verb from pg_class as c
        join pg_attribute as a on a.attrelid = c.oid and a.attname = 'tenant_id'
        cross join unnest(array['update', 'delete', 'insert']) as v (verb)
        where c.relnamespace = 'data'::regnamespace and c.relkind = 'r'
            and has_table_privilege('holdfast_api', c.oid, v.verb)
        order by 1, 2
    loop
        reset role;
        perform set_config('request.claims', p_claims::text, true);
        set local role holdfast_api;
        name := v_grant.relname;
        verb := v_grant.verb;
        begin
            execute case v_grant.verb
                when 'update' then format(
                    'update data.%I set tenant_id = tenant_id where tenant_id = $1', v_grant.relname
                )
                when 'delete' then format(
                    'delete from data.%I where tenant_id = $1', v_grant.relname
                )
                else format(
                    'insert into data.%1$I (%2$s) select %2$s from jsonb_populate_record('
                    'null::data.%1$I, jsonb_build_object(''tenant_id'', $1))',
                    v_grant.relname,
                    (
                        select string_agg(quote_ident(attname), ', ')
                        from pg_attribute
                        where
                            attrelid = format('data.%I', v_grant.relname)::regclass
                            and attnum > 0 and not attisdropped and attgenerated = ''
                    )
                )
            end using given.tenant_id('alder');
            get diagnostics v_rows = row_count;
            if v_rows > 0 then
                return next;
            end if;
        exception
            when insufficient_privilege then
                -- Refused by the policy.
                null;
            when restrict_violation or not_null_violation then
                -- The policy let it pass; what refused it comes after.
                return next;
                end;
    end loop;
    reset role;
end;
$$;

select is_empty(
    format(
        'select * from pg_temp.changed(%L)',
        jsonb_build_object('tenant_id', given.tenant_id('birch'), 'role', 'owner')
    ),
    'birch changes nothing of alder''s'
);
select is_empty($$ select * from pg_temp.changed('{}') $$, 'nobody changes nothing');
select isnt_empty(
    format(
        'select * from pg_temp.changed(%L)',
        jsonb_build_object('tenant_id', given.tenant_id('alder'), 'role', 'owner')
    ),
    'alder does: the test would notice'
);

select throws_ok(
    format(
        $$
            select set_config('request.claims', %L, true);
            set local role holdfast_api;
            insert into data.customers (tenant_id, name) values (%L, 'Mole')
        $$,
        jsonb_build_object('tenant_id', given.tenant_id('birch')), given.tenant_id('alder')
    ),
    '42501', null, 'a row for another business is refused by the policy'
);

select * from finish();
rollback;
