-- private.wanted_notices: who is told what of which event.

begin;
select plan(25);

select given.tenant('alder');
select given.resource('alder', 'Sam'), given.resource('alder', 'Sue');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Sam', 'staff'), given.member('alder', 'Sue', 'staff');
select given.service('alder', 'Cut', 60, 'Sam', 'Sue');
select given.service('alder', 'Asked', 60, 'Sam');
update data.services set needs_acceptance = true
where tenant_id = given.tenant_id('alder') and name = 'Asked';

create temporary table at (sequence bigint);
insert into at values (0);
grant select on at to public;

-- What the events since the last time are a reason for: the kinds, in order.
create function pg_temp.told() returns text
    language plpgsql
as $$
declare
    v_after bigint := (select sequence from at);
    v_last bigint;
    v_said text;
begin
    perform given.acting_for('alder', 'worker');
    perform api.relay_events(given.tenant_id('alder'), 1000);
    reset role;
    v_last := (select sequence from data.event_heads where tenant_id = given.tenant_id('alder'));
    update at set sequence = v_last;

    select string_agg(
        w.kind || coalesce(' ' || u.name, '') || case w.channel when 'email' then '' else ' by ' || w.channel end,
        ', ' order by w.nth
    )
    into v_said
    from private.wanted_notices(given.tenant_id('alder'), v_after + 1, v_last)
        with ordinality as w (channel, target_id, order_key, event_id, kind, data, due_at, nth)
    left join data.users as u on u.user_id = (w.data ->> 'recipient_id')::uuid;

    return v_said;
end;
$$;

select is(pg_temp.told(), null, 'that a business is set up is no news to its customers');

create temporary table booked as
select given.booking('alder', 'Cut', 'Sam', given.day(0, '10:00')) as id;
grant select on booked to public;
select is(
    pg_temp.told(), 'booking_confirmed, staff_booked Sam',
    'a booking is confirmed to the customer, and told to whoever''s calendar it is'
);

select given.acting_for('alder', 'owner', 'Olga');
select api.reschedule_booking(
    given.tenant_id('alder'), (select id from booked), given.at('alder', given.day(0, '12:00'))
);
select is(
    pg_temp.told(), 'booking_rescheduled, staff_rescheduled Sam', 'both are told that it was moved'
);
select is(
    (
        select d.data ->> 'previously' from data.deliveries as d
        where d.tenant_id = given.tenant_id('alder') and d.kind = 'booking_rescheduled'
    ),
    given.at('alder', given.day(0, '10:00')), 'and from where'
);

select given.acting_for('alder', 'owner', 'Olga');
select api.reschedule_booking(
    given.tenant_id('alder'), (select id from booked), given.at('alder', given.day(0, '12:00')),
    given.resource_id('alder', 'Sue')
);
select is(
    pg_temp.told(), 'booking_rescheduled, staff_cancelled Sam, staff_booked Sue',
    'whose calendar it left is told, and whose it went to'
);

select given.acting_for('alder', 'staff', 'Sue');
select api.cancel_booking(given.tenant_id('alder'), (select id from booked));
select is(pg_temp.told(), 'booking_cancelled', 'nobody is told what they did themselves');

update booked set id = given.booking('alder', 'Cut', 'Sam', given.day(1, '10:00'));
select pg_temp.told();
select given.acting_with_token('alder', (select id from booked));
select api.cancel_booking(given.tenant_id('alder'), (select id from booked));
select is(
    pg_temp.told(), 'booking_cancelled, staff_cancelled Sam',
    'but customers: that their booking is called off they want to have in writing'
);

update booked set id = given.booking('alder', 'Asked', 'Sam', given.day(2, '10:00'));
select is(
    pg_temp.told(), 'booking_requested, staff_booked Sam', 'what is asked for is not confirmed'
);
select given.acting_for('alder', 'owner', 'Olga');
select api.decline_booking(given.tenant_id('alder'), (select id from booked));
select is(pg_temp.told(), 'booking_declined, staff_cancelled Sam', 'it may be declined');

-- Holds.
select given.nobody();
update data.services set price_minor = 1000, pay_online = true
where tenant_id = given.tenant_id('alder') and name = 'Cut';
update booked set id = given.booking('alder', 'Cut', 'Sam', given.day(3, '10:00'));
select is(pg_temp.told(), null, 'that something is held until it is paid is told to nobody');
select given.acting_with_token('alder', (select id from booked));
select api.cancel_booking(given.tenant_id('alder'), (select id from booked));
select is(pg_temp.told(), null, 'nor that it is not any more');
update booked set id = given.booking('alder', 'Cut', 'Sam', given.day(3, '10:00'));
select given.nobody();
update data.bookings
set
    status = 'confirmed', payment_status = 'paid', hold_expires_at = null, lapses_at = null,
    version = version + 1
where booking_id = (select id from booked);
select is(
    pg_temp.told(), 'booking_confirmed, staff_booked Sam', 'once it is paid it is confirmed'
);
update data.bookings
set payment_status = 'refunded', version = version + 1
where booking_id = (select id from booked);
select is(pg_temp.told(), 'booking_refunded', 'money that goes back is told to the customer');

-- Other ways, and what is over.
insert into data.notification_settings (tenant_id, channels)
values (given.tenant_id('alder'), '{email,push,sms}');
update data.services set price_minor = 0, pay_online = false
where tenant_id = given.tenant_id('alder') and name = 'Cut';
update booked set id = given.booking('alder', 'Cut', 'Sam', given.day(4, '10:00'));
select is(
    pg_temp.told(),
    'booking_confirmed, booking_confirmed by push, booking_confirmed by sms, '
    'staff_booked Sam, staff_booked Sam by push',
    'by every way that is on; members by e-mail and push'
);

select given.nobody();
update data.bookings
set
    starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour',
    version = version + 1
where booking_id = (select id from booked);
update data.bookings
set status = 'cancelled_by_business', version = version + 1
where booking_id = (select id from booked);
select is(pg_temp.told(), null, 'what is over is corrected in silence');

-- Somebody waits.
update data.notification_settings set channels = '{email}';
update booked set id = given.booking('alder', 'Cut', 'Sam', given.day(5, '09:00'));
select given.nobody();
select given.waiting(
    'alder', 'Cut', 'Sam', given.day(5, '09:00'), 'Wim', 1
);
select pg_temp.told();
select given.acting_for('alder', 'staff', 'Sam');
select api.cancel_booking(given.tenant_id('alder'), (select id from booked));
select is(
    pg_temp.told(), 'booking_cancelled, waitlist_offer',
    'whoever waited has an offer, and nobody''s calendar a booking yet'
);
select is(
    (
        select d.data ->> 'booking_id' from data.deliveries as d
        where d.tenant_id = given.tenant_id('alder') and d.kind = 'waitlist_offer'
    ),
    (
        select w.booking_id::text from data.waitlist as w
        where w.tenant_id = given.tenant_id('alder')
    ),
    'and the notice says which booking it would be'
);

-- A series is told of at once, however the relay cuts it.
create function pg_temp.told_in_pieces(p_size integer) returns text
    language plpgsql
as $$
declare
    v_after bigint := (select sequence from at);
    v_last bigint;
    v_said text;
begin
    perform given.acting_for('alder', 'worker');
    perform api.relay_events(given.tenant_id('alder'), 1000);
    reset role;
    v_last := (select sequence from data.event_heads where tenant_id = given.tenant_id('alder'));
    update at set sequence = v_last;

    select string_agg(
        w.kind || coalesce(' ' || u.name, '') || coalesce(
            ' ' || jsonb_array_length(w.data -> 'together'), ''
        ),
        ', ' order by n, w.nth
    )
    into v_said
    from generate_series(v_after + 1, v_last, p_size) as n
    cross join lateral private.wanted_notices(
        given.tenant_id('alder'), n, least(n + p_size - 1, v_last)
    ) with ordinality as w (channel, target_id, order_key, event_id, kind, data, due_at, nth)
    left join data.users as u on u.user_id = (w.data ->> 'recipient_id')::uuid;

    return v_said;
end;
$$;

-- What the worker would say of the notice of some kind that was queued last: how many visits.
create function pg_temp.visits(p_kind text) returns text
    language plpgsql
as $$
declare
    v_delivery data.deliveries;
    v_said text;
begin
    select *
    into v_delivery
    from data.deliveries as d
    where d.tenant_id = given.tenant_id('alder') and d.kind = p_kind and d.data ? 'together'
    order by d.delivery_id desc
    limit 1;
    perform given.acting_for('alder', 'worker');
    set local role holdfast_api;
    v_said := coalesce(
        jsonb_array_length(private.delivery_details(v_delivery) #> '{words,occurrences}')::text,
        (private.delivery_details(v_delivery) -> 'words' ->> 'starts_at')
    );
    perform given.nobody();
    return v_said;
end;
$$;

create temporary table weekly as
select (given.series('alder', 'Cut', 'Sam', given.day(0, '14:00'), 3, 7) ->> 'id')::uuid as id;
grant select on weekly to public;
select is(
    pg_temp.told_in_pieces(2), 'booking_confirmed 3, staff_booked Sam 3',
    'of a series there is one notice to each, whatever the batches'
);
select is(pg_temp.visits('booking_confirmed'), '3', 'which says when all of them are');
select given.acting_for('alder', 'staff', 'Sue');
reset role;
update booked set id = (
    select booking_id from data.bookings as b, weekly as w
    where b.series_id = w.id order by b.starts_at limit 1
);
select given.acting_for('alder', 'owner', 'Olga');
select api.cancel_booking(given.tenant_id('alder'), (select id from booked));
select is(
    pg_temp.told_in_pieces(1000), 'booking_cancelled, staff_cancelled Sam',
    'one of them that is called off alone is told of alone'
);
select is(
    pg_temp.visits('booking_confirmed'), '2', 'and told as confirmed no more, if it was not yet'
);
-- In another transaction it is another moment.
update data.events set occurred_at = occurred_at - interval '1 second';
select given.acting_for('alder', 'owner', 'Olga');
select api.cancel_series(given.tenant_id('alder'), (select id from weekly));
select is(
    pg_temp.told_in_pieces(1), 'booking_cancelled 2, staff_cancelled Sam 2',
    'what is called off together is told together, event by event too'
);
select is(pg_temp.visits('booking_cancelled'), '2', 'and says which');
select is(pg_temp.visits('booking_confirmed'), null, 'and nobody is told that any is confirmed');
select is(
    (
        select count(distinct d.order_key)::integer from data.deliveries as d, weekly as w
        where
            d.tenant_id = given.tenant_id('alder') and d.data ->> 'recipient' = 'customer'
            and (d.data ->> 'booking_id')::uuid in (
                select b.booking_id from data.bookings as b where b.series_id = w.id
            )
    ),
    1, 'all that concerns it comes in order'
);

select * from finish();
rollback;
