-- Who is offered what becomes free, and until when.

begin;
select plan(20);

-- What the test has written down may be read by all that it acts for.
alter default privileges grant select on tables to public;

select given.tenant('alder');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.resource('alder', 'Cat');
select given.resource('alder', 'Room', 'room');
select given.service('alder', 'Day', 480, 'Ann', 'Ben', 'Cat');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');
select given.service('alder', 'Perm', 120, 'Ann', 'Ben');
select given.service('alder', 'Massage', 60, 'Cat');
select given.requirement('alder', 'Massage', 2, 1, 'Room');
select given.member('alder', 'Olga', 'owner');

create function pg_temp.full(p_day integer, p_resource text default 'Ann') returns uuid
    language sql
    return given.booking('alder', 'Day', p_resource, given.day(p_day, '09:00'), 'Zoe');

create function pg_temp.cancel(p_id uuid) returns void
    language plpgsql
as $$
begin
    perform given.acting_for('alder', 'owner', 'Olga');
    perform api.cancel_booking(given.tenant_id('alder'), p_id);
    perform given.nobody();
end;
$$;

-- Whoever waited for a day, with when it is held for them.
create function pg_temp.offers(p_day integer) returns text
    language sql
    return (
        select string_agg(
            b.customer_name || ' ' || to_char(b.starts_at at time zone b.time_zone, 'HH24:MI')
            || ' ' || r.name,
            ', ' order by b.starts_at, b.booking_id
        )
        from data.waitlist as w
        join data.bookings as b
            on b.tenant_id = w.tenant_id and b.booking_id = w.booking_id
        join data.resources as r on r.resource_id = b.resource_id
        where
            w.status = 'offered'
            and (b.starts_at at time zone b.time_zone)::date = given.day(p_day)::date
    );

-- Who comes first, by the rule of the business.

create function pg_temp.three(p_day integer, p_a text, p_b text, p_c text) returns uuid
    language plpgsql
as $$
declare
    v_booking_id uuid := pg_temp.full(p_day, 'Cat');
begin
    perform given.waiting('alder', 'Massage', 'Cat', given.day(p_day), p_a);
    perform given.waiting('alder', 'Day', 'Cat', given.day(p_day), p_b);
    perform given.waiting('alder', 'Massage', 'Cat', given.day(p_day), p_c);
    return v_booking_id;
end;
$$;

update data.tenants set waitlist_rule = 'first_come' where slug = 'alder';
create temporary table first_come as select pg_temp.three(21, 'A1', 'A2', 'A3') as id;
select pg_temp.cancel(id) from first_come;
select is(pg_temp.offers(21), 'A1 09:00 Cat, A3 10:00 Cat', 'first come');

update data.tenants set waitlist_rule = 'longest_visit' where slug = 'alder';
create temporary table longest as select pg_temp.three(22, 'B1', 'B2', 'B3') as id;
select pg_temp.cancel(id) from longest;
select is(pg_temp.offers(22), 'B2 09:00 Cat', 'the longest visit');

update data.tenants set waitlist_rule = 'priority' where slug = 'alder';
create temporary table prior as select pg_temp.three(23, 'C1', 'C2', 'C3') as id;
update data.waitlist set priority = 7 where customer_name = 'C3';
select pg_temp.cancel(id) from prior;
select is(pg_temp.offers(23), 'C3 09:00 Cat, C1 10:00 Cat', 'as staff say');

update data.tenants set waitlist_rule = 'most_visits' where slug = 'alder';
select given.booking('alder', 'Cut', 'Ben', given.day(24, '10:00'), 'D3');
update data.bookings set status = 'completed' where customer_name = 'D3';
create temporary table regulars as select pg_temp.three(24, 'D1', 'D2', 'D3') as id;
select pg_temp.cancel(id) from regulars;
select is(pg_temp.offers(24), 'D3 09:00 Cat, D1 10:00 Cat', 'regulars');
update data.tenants set waitlist_rule = 'first_come' where slug = 'alder';

-- The customer's own limit, and holds that are unpaid.

update data.tenants set max_per_customer_per_day = 1, max_live_holds = 1 where slug = 'alder';
select given.booking('alder', 'Cut', 'Ben', given.day(25, '14:00'), 'E1');
create temporary table limited as select pg_temp.three(25, 'E1', 'E2', 'E3') as id;
select pg_temp.cancel(id) from limited;
select is(pg_temp.offers(25), 'E2 09:00 Cat', 'who has enough that day is passed over');
select given.service('alder', 'Shave', 60, 'Ben');
update data.services set price_minor = 100, pay_online = true where name = 'Shave';
select lives_ok(
    $$ select given.booking('alder', 'Shave', 'Ben', given.day(26, '09:00'), 'E2') $$,
    'an offer is no unpaid booking'
);
select throws_ok(
    $$ select given.booking('alder', 'Shave', 'Ben', given.day(27, '10:00'), 'E2') $$, 'KL001',
    null, 'which an unpaid booking is'
);
update data.tenants set max_per_customer_per_day = null where slug = 'alder';

-- Who has an offer is passed over, until they have answered.

create temporary table both_days as
select pg_temp.full(40) as one, pg_temp.full(41, 'Cat') as two, pg_temp.full(42, 'Ben') as three;
select given.waiting('alder', 'Cut', 'Ann', given.day(40), 'Tea');
select given.waiting('alder', 'Massage', 'Cat', given.day(41), 'Tea');
select given.waiting('alder', 'Perm', 'Ben', given.day(42), 'Tea');
select pg_temp.cancel(one) from both_days;
select pg_temp.cancel(two) from both_days;
select pg_temp.cancel(three) from both_days;
select is(pg_temp.offers(41), null, 'nobody has two offers at once');
create temporary table tea as
select entry_id, row_number() over (order by entry_id) as nth
from data.waitlist
where customer_name = 'Tea';
select given.acting_with_token('alder', entry_id) from tea where nth = 1;
select api.decline_offer(given.tenant_id('alder'), entry_id) from tea where nth = 1;
select given.nobody();
select is(pg_temp.offers(41), 'Tea 09:00 Cat', 'a no brings what they were passed over for');
select given.acting_with_token('alder', entry_id) from tea where nth = 2;
select api.accept_offer(given.tenant_id('alder'), entry_id) from tea where nth = 2;
select given.nobody();
select is(pg_temp.offers(42), 'Tea 09:00 Ben', 'and so does a yes');

-- The deadline.

update data.tenants set offer_minutes = 600 where slug = 'alder';
update data.services
set notice_minutes = (
    extract(epoch from given.at('alder', given.day(28, '09:00'))::timestamptz - now()) / 60
)::integer - 20
where name = 'Massage';
create temporary table soon as select pg_temp.full(28, 'Cat') as id;
select given.waiting('alder', 'Massage', 'Cat', given.day(28), 'F1');
select pg_temp.cancel(id) from soon;
select is(pg_temp.offers(28), 'F1 09:00 Cat', 'what can still be booked is offered');
select is(
    (
        select b.lapses_at <= b.starts_at - make_interval(mins => s.notice_minutes)
        from data.bookings as b
        join data.services as s
            on s.tenant_id = b.tenant_id and s.service_id = b.service_id
        where b.customer_name = 'F1'
    ),
    true, 'until the business wants to know'
);
select is(
    (select hold_expires_at - lapses_at from data.bookings where customer_name = 'F1'),
    '1 minute', 'and kept a minute longer, to be handed on'
);
update data.services
set notice_minutes = (
    extract(epoch from given.at('alder', given.day(29, '16:00'))::timestamptz - now()) / 60
)::integer - 2
where name = 'Massage';
create temporary table too_soon as select pg_temp.full(29, 'Cat') as id;
select given.waiting('alder', 'Massage', 'Cat', given.day(29), 'F2');
select pg_temp.cancel(id) from too_soon;
select is(pg_temp.offers(29), null, 'nobody is asked who has no time to answer');
update data.services set notice_minutes = null where name = 'Massage';

-- What is not public is for those whom staff put on the list.

update data.resources set is_public = true where name = 'Cat';
create temporary table hidden as select pg_temp.full(30, 'Cat') as id;
select given.waiting('alder', 'Massage', 'Cat', given.day(30), 'G1');
update data.services set is_public = false where name = 'Massage';
select given.acting_for('alder', 'owner', 'Olga');
select api.join_waitlist(
    given.tenant_id('alder'), given.service_id('alder', 'Massage'), given.day(30)::date::text,
    given.day(30)::date::text, '{"name": "G2"}', given.resource_id('alder', 'Cat')
);
select pg_temp.cancel(id) from hidden;
select is(pg_temp.offers(30), 'G2 09:00 Cat', 'customers get no more than what is public');

-- What staff end, ends.

select given.acting_for('alder', 'owner', 'Olga');
select api.cancel_booking(given.tenant_id('alder'), (
    select (item -> 'booking' ->> 'id')::uuid
    from jsonb_array_elements(
        api.list_waitlist(given.tenant_id('alder'), p_status => 'offered', p_limit => 200)
        -> 'items'
    ) as item
    where item -> 'customer' ->> 'name' = 'G2'
));
select given.nobody();
select is(
    (select status from data.waitlist where customer_name = 'G2'), 'ended',
    'an offer that staff cancel is over'
);

-- Where nobody waits, nothing more is locked than before.

select given.tenant('birch');
select given.resource('birch', 'Cleo');
select given.service('birch', 'Trim', 60, 'Cleo');
create temporary table quiet as
select given.booking('birch', 'Trim', 'Cleo', given.day(0, '09:00')) as id;
select given.acting_for('birch', 'owner');
select api.cancel_booking(given.tenant_id('birch'), id) from quiet;
select given.nobody();
select is(given.has_locked('birch', 'Cleo'), false, 'where nobody waits no calendar is locked');

-- Customers who wait stay.

select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$
        select api.delete_customer(given.tenant_id('alder'), (
            select (item -> 'customer' ->> 'id')::uuid
            from jsonb_array_elements(
                api.list_waitlist(given.tenant_id('alder'), p_status => 'waiting') -> 'items'
            ) as item
            where item -> 'customer' ->> 'name' = 'F2'
        ))
    $$,
    'KC031', null, 'a customer who waits stays'
);
select given.nobody();
update data.waitlist set status = 'left' where customer_name = 'F2';
select given.acting_for('alder', 'owner', 'Olga');
select lives_ok(
    $$
        select api.delete_customer(given.tenant_id('alder'), (
            select (item -> 'customer' ->> 'id')::uuid
            from jsonb_array_elements(
                api.list_waitlist(given.tenant_id('alder'), p_status => 'left') -> 'items'
            ) as item
            where item -> 'customer' ->> 'name' = 'F2'
        ))
    $$,
    'one who only waited can go'
);
select given.nobody();
select is(
    (select count(*)::integer from data.waitlist where customer_name = 'F2'), 1,
    'and can come back: their entries stay'
);

select * from finish();
rollback;
