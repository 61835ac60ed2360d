-- private.violations and data.violations: nothing to say of good data, and each invariant speaks up
-- when it is broken behind the back of triggers and constraints.

begin;
select plan(6);

-- A business in which everything has happened: a visit in a room with a mat, a class, holds that
-- lapsed, were paid and were let go, and a life to its end.

select given.tenant('alder');
select given.tenant('birch');
select given.tenant('cedar');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.resource('alder', 'Room', 'room');
select given.resource('alder', 'Mats', 'equipment', 3);
select given.resource('birch', 'Kim');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');
select given.service('alder', 'Paid', 60, 'Ann');
select given.service('alder', 'Massage', 60, 'Ann', 'Ben');
select given.requirement('alder', 'Massage', 2, 1, 'Room');
select given.requirement('alder', 'Massage', 3, 1, 'Mats');
select given.service('alder', 'Yoga', 60, 'Ben');
select given.service('birch', 'Cut', 60, 'Kim');
select given.resource('birch', 'Pat');
select given.resource('cedar', 'Pat');
select given.service('birch', 'Talk', 60, 'Pat');
select given.service('cedar', 'Talk', 60, 'Pat');
select given.member('alder', 'Olga', 'owner');
select given.member('birch', 'Pat', 'staff');
insert into data.members (tenant_id, user_id, role)
values (given.tenant_id('cedar'), given.user_id('birch', 'Pat'), 'staff');
update data.resources set user_id = given.user_id('birch', 'Pat') where name = 'Pat';
update data.services set capacity = 3 where name = 'Yoga';
update data.services set price_minor = 1000, pay_online = true where name = 'Paid';
update data.services
set buffer_before_minutes = 5, buffer_after_minutes = 10
where name = 'Massage';
update data.resources set max_per_day = 3 where name = 'Ann';
update data.locations set latitude = 41.9, longitude = 12.5 where name = 'alder';

create temporary table made as
select
    given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as cut,
    given.booking('alder', 'Cut', 'Ben', given.day(0, '10:00')) as moved,
    given.booking('alder', 'Cut', 'Ann', given.day(1, '10:00')) as cancelled,
    given.booking('alder', 'Massage', 'Ann', given.day(0, '12:00')) as massage,
    given.booking('alder', 'Yoga', 'Ben', given.day(0, '14:00')) as yoga,
    given.booking('alder', 'Yoga', 'Ben', given.day(0, '14:00'), 'Bea') as yoga_too,
    given.booking('alder', 'Paid', 'Ann', given.day(2, '10:00')) as paid,
    given.booking('alder', 'Paid', 'Ann', given.day(2, '12:00')) as lapsed,
    given.booking('alder', 'Cut', 'Ann', given.day(4, '10:00')) as wanted,
    given.booking('alder', 'Cut', 'Ann', given.day(4, '09:00')) as before,
    given.booking('alder', 'Cut', 'Ann', given.day(4, '11:00')) as after,
    given.booking('birch', 'Cut', 'Kim', given.day(0, '10:00')) as elsewhere,
    given.booking('birch', 'Talk', 'Pat', given.day(0, '10:00')) as talk,
    given.booking('cedar', 'Talk', 'Pat', given.day(0, '12:00')) as talk_too;
grant select on made to public;
select given.waiting('alder', 'Cut', 'Ann', given.day(4, '10:00'), 'Dan', 1);
select given.waiting('alder', 'Cut', 'Ann', given.day(4, '10:00'), 'Eve', 1);

select given.acting_for('alder', 'owner', 'Olga');
select api.reschedule_booking(
    given.tenant_id('alder'), moved, given.at('alder', given.day(3, '9:00'))
)
from made;
select api.cancel_booking(given.tenant_id('alder'), cancelled) from made;
select api.confirm_booking(given.tenant_id('alder'), paid) from made;
select api.cancel_booking(given.tenant_id('alder'), wanted) from made;
select api.create_time_off(
    p_tenant_id => given.tenant_id('alder'),
    p_resource_id => given.resource_id('alder', 'Ann'),
    p_starts_at => given.at('alder', given.day(0, '09:00')),
    p_ends_at => given.at('alder', given.day(0, '17:00')),
    p_keep_bookings => true
);
select given.nobody();
update data.bookings set hold_expires_at = now() - interval '1 hour'
where booking_id = (select lapsed from made);
update data.allocations set hold_expires_at = now() - interval '1 hour'
where booking_id = (select lapsed from made);
select given.booking('alder', 'Cut', 'Ann', given.day(2, '12:00'), 'Cleo');

select is_empty('table data.violations', 'of good data there is nothing to say');

-- Each invariant, broken. Triggers and foreign keys rest, guards are gone; all of it is undone.

create temporary table damages (name text, damage text);
insert into damages (name, damage)
values
('absence_is_kept', $$
    insert into data.time_off (tenant_id, resource_id, starts_at, ends_at)
    select tenant_id, resource_id, starts_at, ends_at
    from data.bookings where booking_id = (select moved from made)
$$),
('absence_is_kept', $$
    insert into data.closures (tenant_id, location_id, starts_at, ends_at)
    select tenant_id, location_id, starts_at, ends_at
    from data.bookings where booking_id = (select moved from made)
$$),
('archived_is_unused', $$ update data.resources set archived_at = now() where name = 'Room' $$),
('archived_is_unused', $$ update data.customers set archived_at = now() where name = 'Ann' $$),
('archived_is_unused', $$ update data.locations set archived_at = now() where name = 'alder' $$),
('calendar_follows_status', $$
    update data.allocations set active = false where booking_id = (select cut from made)
$$),
('calendar_follows_status', $$
    update data.allocations set active = true where booking_id = (select cancelled from made)
$$),
('calendars_know_their_person', $$ delete from data.person_calendars $$),
('calendars_know_their_person', $$
    update data.resources set user_id = null, person_id = null where name = 'Pat'
$$),
('calendars_know_their_person', $$
    update data.resources set person_id = null where name = 'Pat'
$$),
('class_has_places', $$
    update data.bookings set party_size = 3 where booking_id = (select yoga from made)
$$),
('customer_offered_once', $$
    drop index data.waitlist_one_offer;
    insert into data.waitlist
    select (jsonb_populate_record(w, jsonb_build_object(
        'entry_id', uuidv7(), 'booking_id', cut, 'service_id', given.service_id('alder', 'Paid')
    ))).*
    from data.waitlist as w
    cross join made
    where w.status = 'offered'
$$),
('customer_offered_once', $$
    alter table data.waitlist drop constraint waitlist_one_entry_per_booking;
    update data.waitlist
    set booking_id = (select booking_id from data.waitlist where status = 'offered')
$$),
('documents_have_no_gaps', $$
    insert into data.invoices (
        tenant_id, series, year, sequence, number, booking_id, issued_on, supplied_on, kept_until,
        currency, locale, seller_name, buyer_name, net_minor, tax_minor, tip_minor, total_minor,
        paid_minor, payments
    )
    select
        given.tenant_id('alder'), 'invoice', 2026, n, 'X-' || n, m.booking_id, now(), now(), now(),
        'EUR', 'en', 'Alder', 'Ann', 0, 0, 0, 0, 0, '[]'
    from (select 1, cut from made union all select 3, moved from made) as m (n, booking_id)
$$),
('documents_have_no_gaps', $$
    insert into data.invoices (
        tenant_id, series, year, sequence, number, booking_id, issued_on, supplied_on, kept_until,
        currency, locale, seller_name, buyer_name, net_minor, tax_minor, tip_minor, total_minor,
        paid_minor, payments
    )
    select
        given.tenant_id('alder'), 'invoice', 2026, 1, 'X-1', cut, now(), now(), now(), 'EUR', 'en',
        'Alder', 'Ann', 0, 0, 0, 0, 0, '[]'
    from made
$$),
('documents_match_the_ledger', $$
    with issued as (
        insert into data.invoices (
            tenant_id, series, year, sequence, number, booking_id, issued_on, supplied_on,
            kept_until, currency, locale, seller_name, buyer_name, net_minor, tax_minor, tip_minor,
            total_minor, paid_minor, payments
        )
        select
            given.tenant_id('alder'), 'invoice', 2026, 1, 'X-1', cut, now(), now(), now(), 'EUR',
            'en', 'Alder', 'Ann', 1, 0, 0, 1, 0, '[]'
        from made
        returning tenant_id, invoice_id
    )

    insert into data.invoice_lines (tenant_id, invoice_id, line, kind, net_minor, tax_minor)
    select tenant_id, invoice_id, 1, 'service', 1, 0 from issued
$$),
('customer_known_once', $$
    alter table data.customers drop constraint customers_email_lower;
    drop index data.customers_email_key;
    update data.customers set email = 'Ann@customers.test' where name = 'Bea'
$$),
('day_is_within_limits', $$ update data.resources set max_per_day = 1 where name = 'Ann' $$),
('day_is_within_limits', $$ update data.services set max_per_day = 1 where name = 'Yoga' $$),
('directory_is_current', $$ update data.directory set slug = 'elder' where slug = 'alder' $$),
('directory_is_current', $$ delete from data.directory_places $$),
('directory_is_current', $$
    insert into data.domains (tenant_id, host, verified_at)
    values (given.tenant_id('alder'), 'www.alder.test', now());
    delete from data.sites
$$),
('engagements_follow_allocations', $$
    delete from data.engagements where booking_id = (select talk from made)
$$),
('engagements_follow_allocations', $$
    update data.engagements set ends_at = ends_at + interval '5 minutes'
    where booking_id = (select talk from made)
$$),
('engagements_follow_allocations', $$
    update data.allocations set active = false where booking_id = (select talk from made)
$$),
('guards_stand', $$ alter table data.bookings disable trigger all $$),
('guards_stand', $$ alter table data.events no force row level security $$),
('guards_stand', $$ drop index data.bookings_one_per_start $$),
('history_follows_transitions', $$
    update data.events set data = data || '{"status": "expired"}'
    where subject_id = (select cut from made)
$$),
('history_follows_transitions', $$
    update data.events set data = data || '{"status": "completed"}'
    where subject_id = (select cancelled from made) and subject_version = 1
$$),
('history_is_whole', $$
    delete from data.events where subject_id = (select cancelled from made) and subject_version = 1
$$),
('history_is_whole', $$
    update data.bookings set status = 'declined' where booking_id = (select cancelled from made)
$$),
('hold_confirmed_in_time', $$
    update data.events set occurred_at = occurred_at + interval '16 minutes'
    where subject_id = (select paid from made) and subject_version = 2
$$),
('hold_has_deadline', $$
    alter table data.bookings drop constraint bookings_hold_has_deadline;
    update data.bookings set hold_expires_at = now() where booking_id = (select cut from made)
$$),
('lead_is_occupied', $$
    delete from data.allocations where booking_id = (select cut from made)
$$),
('lead_is_occupied', $$
    update data.bookings set place = 3 where booking_id = (select yoga_too from made)
$$),
('ledger_balances', $$
    insert into data.postings (tenant_id, journal_id, line, account_id, amount_minor, unit)
    values (given.tenant_id('alder'), uuidv7(), 1, uuidv7(), 1, 'EUR')
$$),
('ledger_overdrawn', $$
    with account as (
        insert into data.ledger_accounts (tenant_id, kind, unit)
        values (given.tenant_id('alder'), 'gift_card', 'EUR')
        returning tenant_id, account_id
    )

    insert into data.postings (tenant_id, journal_id, line, account_id, amount_minor, unit)
    select tenant_id, uuidv7(), 1, account_id, 1, 'EUR' from account
$$),
('money_is_earned_once', $$
    update data.bookings set status = 'completed' where booking_id = (select cut from made);
    insert into data.ledger_accounts (tenant_id, kind, unit)
    values (given.tenant_id('alder'), 'deposits', 'EUR');
    insert into data.journals (tenant_id, kind, cause, object_id)
    select given.tenant_id('alder'), 'payment.paid', 'payment.paid:1', cut from made;
    insert into data.postings (
        tenant_id, journal_id, line, account_id, amount_minor, unit, booking_id
    )
    select j.tenant_id, j.journal_id, 1, a.account_id, -100, 'EUR', j.object_id
    from data.journals as j
    join data.ledger_accounts as a on a.tenant_id = j.tenant_id and a.kind = 'deposits'
    where j.cause = 'payment.paid:1'
$$),
('months_stay_closed', $$
    insert into data.closed_months (tenant_id, month, begins_at, ends_at, closed_at)
    values (
        given.tenant_id('alder'), '2026-01-01', '2025-12-31 23:00Z', '2026-01-31 23:00Z',
        now() - interval '1 minute'
    );
    insert into data.journals (tenant_id, kind, cause, object_id, occurred_at)
    values (given.tenant_id('alder'), 'a.b', 'a.b:1', uuidv7(), '2026-01-15 12:00Z')
$$),
('offer_is_a_hold', $$ update data.waitlist set status = 'lapsed' $$),
('offer_is_a_hold', $$
    update data.waitlist
    set customer_id = (select customer_id from data.customers where name = 'Bea')
    where status = 'offered'
$$),
('parts_are_occupied', $$
    delete from data.allocations
    where resource_id = given.resource_id('alder', 'Mats')
$$),
('parts_are_occupied', $$
    update data.allocations set resource_id = given.resource_id('birch', 'Kim')
    where resource_id = given.resource_id('alder', 'Room')
$$),
('person_taken_once', $$
    update data.allocations set starts_at = starts_at - interval '90 minutes'
    where booking_id = (select talk_too from made)
$$),
('place_taken_once', $$
    drop index data.allocations_one_place_in_class;
    update data.allocations set place = 1 where booking_id = (select yoga_too from made)
$$),
('references_exist', $$ delete from data.resources where name = 'Room' $$),
('references_exist', $$
    update data.bookings set tenant_id = given.tenant_id('birch')
    where booking_id = (select cut from made)
$$),
('request_is_answered', $$
    insert into data.idempotency_keys (tenant_id, caller, idempotency_key, request_hash, created_at)
    values (given.tenant_id('alder'), 'staff', 'k', 'h', now() - interval '2 minutes')
$$),
('seat_exists', $$
    update data.allocations set seat = 2 where booking_id = (select cut from made)
$$),
('seat_taken_once', $$
    alter table data.allocations drop constraint allocations_no_overlap;
    update data.allocations
    set ends_at = ends_at + interval '3 hours'
    where booking_id = (select cut from made)
$$),
('session_is_one_class', $$
    update data.bookings set starts_at = starts_at + interval '5 minutes'
    where booking_id = (select yoga_too from made)
$$),
('span_is_the_visit', $$
    update data.allocations set ends_at = ends_at - interval '5 minutes'
    where booking_id = (select massage from made)
$$),
('start_taken_once', $$
    drop index data.bookings_one_per_start;
    update data.bookings set place = 1 where booking_id = (select yoga_too from made)
$$),
('tenant_has_keys', $$ delete from data.tenant_keys $$),
('token_is_single', $$
    insert into data.sessions (family_id, user_id, tenant_id, token_hash, expires_at)
    select
        given.tenant_id('alder'), given.user_id('alder', 'Olga'), given.tenant_id('alder'),
        sha256(n::text::bytea), now() + interval '1 day'
    from generate_series(1, 2) as n
$$),
('visits_are_earned', $$
    update data.bookings
    set status = 'completed', price_minor = 1000
    where booking_id = (select cut from made)
$$);

-- Whether the invariant is among those that a damage breaks; the damage is undone.
create function pg_temp.is_seen(p_name text, p_damage text) returns boolean
    language plpgsql
as $$
declare
    v_seen boolean;
begin
    set local session_replication_role = replica;
    execute p_damage;
    set local session_replication_role = origin;
    v_seen := obj_description(('private.violated_' || p_name)::regproc, 'pg_proc') in (
        select invariant from data.violations
    );
    raise exception using errcode = 'ZZ999', message = v_seen;
exception
    when sqlstate 'ZZ999' then
        return sqlerrm::boolean;
end;
$$;

select is_empty(
    $$
        select name, damage from damages where pg_temp.is_seen(name, damage) is not true
    $$,
    'each damage is seen'
);

select set_eq(
    $$ select name from damages $$,
    $$
        select substr(proname, 10) from pg_proc
        where pronamespace = 'private'::regnamespace and starts_with(proname, 'violated_')
    $$,
    'there is one for each invariant'
);

-- Who sees it.

set local session_replication_role = replica;
update data.bookings
set starts_at = starts_at - interval '15 minutes'
where booking_id in (select unnest(array[cut, elsewhere]) from made);
insert into data.idempotency_keys (tenant_id, caller, idempotency_key, request_hash, created_at)
values (given.tenant_id('alder'), 'staff', 'k', 'h', now() - interval '2 minutes');
set local session_replication_role = origin;

select set_eq(
    $$ select tenant_id, subject_id from data.violations where subject_id is not null $$,
    $$
        select given.tenant_id('alder'), cut from made
        union all
        select given.tenant_id('birch'), elsewhere from made
    $$,
    'a superuser sees all businesses'
);

select set_config(
    'request.claims', jsonb_build_object('tenant_id', given.tenant_id('alder'))::text, true
);
set local role holdfast_person;
select results_eq(
    $$ select distinct tenant_id, subject_id from data.violations $$,
    $$ select given.tenant_id('alder'), cut from made $$,
    'whoever reads sees their own, of what they may read'
);
select set_config('request.claims', '', true);
select is_empty('table data.violations', 'and nobody''s if they have said nobody');
reset role;

select * from finish();
rollback;
