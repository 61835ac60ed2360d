-- private.notice_stands: which notices are true of a booking as it stands.

begin;
select plan(27);

select given.tenant('alder');
select given.resource('alder', 'Sam'), given.resource('alder', 'Sue');
select given.member('alder', 'Sam', 'staff'), given.member('alder', 'Sue', 'staff');
select given.service('alder', 'Cut', 60, 'Sam', 'Sue');
create temporary table booked as
select given.booking('alder', 'Cut', 'Sam', given.day(0, '10:00')) as id;
grant select on booked to public;

-- A notice of the booking, of what the last event told: to its customer, or to a member.
create function pg_temp.notice(
    p_kind text, p_member text default 'Sam', p_more jsonb default '{}'
) returns data.deliveries
    language plpgsql
as $$
declare
    v_delivery data.deliveries;
begin
    v_delivery.tenant_id := given.tenant_id('alder');
    v_delivery.channel := 'email';
    v_delivery.kind := p_kind;
    v_delivery.event_id := (
        select event_id
        from data.events
        where subject_id = (select id from booked) and data ? 'starts_at'
        order by event_id desc
        limit 1
    );
    select
        jsonb_build_object(
            'booking_id', b.booking_id,
            'entry_id', (select w.entry_id from data.waitlist as w),
            'starts_at', private.utc(b.starts_at),
            'recipient', case when p_kind like 'staff%' then 'user' else 'customer' end,
            'recipient_id', case
                when p_kind like 'staff%' then given.user_id('alder', p_member)
                else b.customer_id
            end
        ) || p_more
    into v_delivery.data
    from data.bookings as b
    where b.booking_id = (select id from booked);
    return v_delivery;
end;
$$;

create function pg_temp.stands(p_notice data.deliveries) returns boolean
    language plpgsql
as $$
declare
    v_booking data.bookings;
    v_stands boolean;
begin
    select * into v_booking from data.bookings
    where booking_id = (p_notice.data ->> 'booking_id')::uuid;
    perform given.acting_for('alder', 'worker');
    set local role holdfast_api;
    v_stands := private.notice_stands(p_notice, v_booking);
    perform given.nobody();
    return v_stands;
end;
$$;

-- Which kinds are true of the booking as it is.
create function pg_temp.true_kinds(p_member text default 'Sam') returns text
    language sql
as $$
    select string_agg(kind, ' ' order by nth)
    from unnest(string_to_array(
        'booking_confirmed booking_requested booking_declined booking_cancelled '
        'booking_rescheduled booking_refunded waitlist_offer reminder review_request '
        'staff_booked staff_cancelled staff_rescheduled '
        'nonsense', ' '
    )) with ordinality as k (kind, nth)
    where pg_temp.stands(pg_temp.notice(kind, p_member));
$$;

create function pg_temp.becomes(p_status text) returns text
    language plpgsql
as $$
begin
    set local session_replication_role = replica;
    update data.bookings
    set
        status = p_status,
        lapses_at = case when p_status = 'held' then now() + interval '1 hour' end,
        hold_expires_at = case when p_status = 'held' then now() + interval '1 hour' end
    where booking_id = (select id from booked);
    set local session_replication_role = origin;
    return pg_temp.true_kinds();
end;
$$;

-- By status.
select is(pg_temp.becomes('held'), null, 'a hold is confirmed to nobody');
select is(
    pg_temp.becomes('pending'),
    'booking_requested booking_rescheduled staff_booked staff_rescheduled'
);
select is(
    pg_temp.becomes('confirmed'),
    'booking_confirmed booking_rescheduled reminder staff_booked staff_rescheduled'
);
select is(
    pg_temp.becomes('checked_in'),
    'booking_confirmed booking_rescheduled staff_booked staff_rescheduled'
);
select is(pg_temp.becomes('completed'), 'review_request');
select is(pg_temp.becomes('declined'), 'booking_declined staff_cancelled');
select is(pg_temp.becomes('expired'), null);
select is(pg_temp.becomes('cancelled_by_customer'), 'booking_cancelled staff_cancelled');
select is(pg_temp.becomes('cancelled_by_business'), 'booking_cancelled staff_cancelled');
update data.bookings set payment_status = 'refunded';
select is(
    pg_temp.true_kinds(), 'booking_cancelled booking_refunded staff_cancelled',
    'a refund is one, whatever became of the booking'
);

-- Whose calendar it is.
select pg_temp.becomes('confirmed');
select is(
    pg_temp.true_kinds('Sue'),
    'booking_confirmed booking_rescheduled booking_refunded reminder staff_cancelled',
    'that it is not in their calendar is all that is true for somebody else'
);
update data.bookings set payment_status = 'paid', version = version + 1;
select is(
    pg_temp.true_kinds(),
    'booking_confirmed booking_rescheduled reminder staff_booked staff_rescheduled',
    'what was paid is where it was'
);
select ok(
    pg_temp.stands(pg_temp.notice('reminder', p_more => '{"version": 1}')),
    'and is reminded of, whichever version it was'
);

-- What has moved since.
create temporary table before as
select
    pg_temp.notice('reminder') as reminder,
    pg_temp.notice('booking_rescheduled') as booking_rescheduled,
    pg_temp.notice('staff_rescheduled') as staff_rescheduled,
    pg_temp.notice('booking_confirmed') as booking_confirmed,
    pg_temp.notice('staff_booked') as staff_booked;
grant select on before to public;
update data.bookings
set
    starts_at = starts_at + interval '1 hour',
    ends_at = ends_at + interval '1 hour',
    version = version + 1;
select ok(not pg_temp.stands(reminder), 'no reminder of another time') from before;
select ok(not pg_temp.stands(booking_rescheduled), 'a move that another followed is not told')
from before;
select ok(not pg_temp.stands(staff_rescheduled), 'to nobody') from before;
select ok(pg_temp.stands(booking_confirmed), 'confirmed it is') from before;
select ok(pg_temp.stands(staff_booked), 'and booked') from before;
select is(
    pg_temp.true_kinds(),
    'booking_confirmed booking_rescheduled reminder staff_booked staff_rescheduled',
    'the last move is told'
);

-- What is over.
set local session_replication_role = replica;
update data.bookings
set starts_at = now() - interval '1 minute', ends_at = now() + interval '1 hour';
update data.events set data = data || jsonb_build_object(
    'starts_at', private.utc(now() - interval '1 minute')
);
set local session_replication_role = origin;
select is(
    pg_temp.true_kinds(), 'booking_confirmed booking_rescheduled staff_booked staff_rescheduled',
    'what has begun is not reminded of'
);
set local session_replication_role = replica;
update data.bookings set ends_at = now();
set local session_replication_role = origin;
select is(pg_temp.true_kinds(), null, 'of what is over nothing is told');
select is(pg_temp.becomes('cancelled_by_business'), null, 'not that it was called off');
select is(pg_temp.becomes('completed'), 'review_request', 'but what it was like');

-- Offers.
set local session_replication_role = replica;
update data.bookings set ends_at = now() + interval '1 hour';
set local session_replication_role = origin;
select pg_temp.becomes('held');
insert into data.waitlist (
    tenant_id, service_id, customer_id, customer_name, locale, status, booking_id,
    window_starts_at, window_ends_at
)
select tenant_id, service_id, customer_id, 'Ann', 'en', 'offered', booking_id, starts_at, ends_at
from data.bookings;
select is(pg_temp.true_kinds(), 'waitlist_offer', 'what is offered is held');
select given.lapse('alder');
select is(pg_temp.true_kinds(), null, 'until the hold lapses');
select pg_temp.becomes('held');
update data.waitlist set status = 'accepted';
select is(pg_temp.true_kinds(), null, 'or it is answered');

select is(
    pg_temp.stands(pg_temp.notice(
        'booking_confirmed', p_more => '{"booking_id": "00000000-0000-0000-0000-000000000001"}'
    )),
    null, 'of what is not there nothing can be said'
);

select * from finish();
rollback;
