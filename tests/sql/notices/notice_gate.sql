-- private.notice_gate: whether a notice is to be sent, asked when it would be.

begin;
select plan(44);

select given.tenant('alder', 'Asia/Kolkata');
select given.resource('alder', 'Sam'), given.resource('alder', 'Sue');
select given.member('alder', 'Sam', 'staff'), given.member('alder', 'Sue', 'staff');
select given.service('alder', 'Cut', 60, 'Sam', 'Sue');
create temporary table booked as
select given.booking('alder', 'Cut', 'Sam', given.day(0, '10:00')) as id;
grant select on booked to public;

-- What the gate says, as the worker, of a notice on the booking: to its customer, or to a member.
create function pg_temp.gate(
    p_kind text, p_channel text default 'email', p_member text default null,
    p_more jsonb default '{}'
) returns text
    language plpgsql
as $$
declare
    v_delivery data.deliveries;
    v_said jsonb;
begin
    v_delivery.tenant_id := given.tenant_id('alder');
    v_delivery.channel := p_channel;
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
            'starts_at', to_char(b.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
            'recipient', case when p_member is null then 'customer' else 'user' end,
            'recipient_id', coalesce(given.user_id('alder', p_member), b.customer_id)
        ) || p_more
    into v_delivery.data
    from data.bookings as b where b.booking_id = (select id from booked);
    perform given.acting_for('alder', 'worker');
    set local role holdfast_api;
    v_said := private.notice_gate(v_delivery);
    perform given.nobody(), set_config('test.why', v_said ->> 'skipped', true);
    return case when v_said ? 'skipped' then 'skip' else v_said::text end;
end;
$$;

select is(pg_temp.gate('booking_confirmed'), '{}', 'what is true and wanted is sent');
select is(pg_temp.gate('booking_requested'), 'skip', 'what is not true any more is not');
select is(
    current_setting('test.why'), 'It is not true any more.',
    'and says why not'
);
select is(pg_temp.gate('booking_declined'), 'skip', 'nor what never was');
select is(pg_temp.gate('booking_cancelled'), 'skip', 'nor what is not yet');
select is(pg_temp.gate('booking_refunded'), 'skip', 'no money went back');
select is(pg_temp.gate('booking_rescheduled'), '{}', 'it may have been moved');
select is(pg_temp.gate('review_request'), 'skip', 'a visit that has not been is not asked after');
select is(pg_temp.gate('booking_confirmed', 'sms'), 'skip', 'a way that is off is not used');
select is(
    current_setting('test.why'), 'The business does not use this channel any more.',
    'which is why'
);
select is(pg_temp.gate('waitlist_offer'), 'skip', 'it is nobody''s offer');

-- What nobody can tell.
select is(
    pg_temp.gate(kind, p_more => '{"booking_id": "00000000-0000-0000-0000-000000000001"}'), 'skip',
    'of what is not there nothing is told: ' || kind
)
from unnest('{reminder,booking_confirmed}'::text[]) as kind;
select is(
    pg_temp.gate('booking_confirmed', p_more => '{"recipient": "stranger"}'), 'skip',
    'nor anything to whoever is neither customer nor member'
);

select is(pg_temp.gate('reminder'), '{}', 'a visit that is confirmed is reminded of');
select is(
    pg_temp.gate('reminder', p_more => '{"starts_at": "2026-01-01T10:00:00Z"}'), 'skip',
    'at the time that it is at, and no other'
);
update data.bookings set payment_status = 'paid', version = version + 1;
select is(pg_temp.gate('reminder'), '{}', 'that it was paid meanwhile changes nothing');

select is(pg_temp.gate('staff_booked', p_member => 'Sam'), '{}', 'whose calendar it is is told');
select is(
    pg_temp.gate('staff_booked', p_member => 'Sue'), 'skip', 'if it still is when they are told'
);
select is(pg_temp.gate('staff_cancelled', p_member => 'Sue'), '{}', 'or that it is not any more');
select is(pg_temp.gate('staff_cancelled', p_member => 'Sam'), 'skip', 'which here it is');

-- What nobody wants.
insert into data.member_mutes (tenant_id, user_id, channel, topic)
values (given.tenant_id('alder'), given.user_id('alder', 'Sam'), 'email', 'booked');
select is(
    pg_temp.gate('staff_booked', p_member => 'Sam'), 'skip', 'members are not told what they mute'
);
select is(pg_temp.gate('staff_rescheduled', p_member => 'Sam'), '{}', 'but what they do not');

insert into data.customer_mutes (tenant_id, customer_id, channel, topic)
select tenant_id, customer_id, 'email', 'reminders' from data.bookings;
select is(pg_temp.gate('reminder'), 'skip', 'nor are customers');
select is(
    current_setting('test.why'), 'Whoever it is for does not want it.',
    'who do not want it'
);
select is(
    pg_temp.gate('booking_rescheduled'), '{}', 'but what becomes of their bookings they are told'
);
update data.customer_mutes set booking_id = given.booking(
    'alder', 'Cut', 'Sam', given.day(1, '10:00')
);
select is(pg_temp.gate('reminder'), '{}', 'what is said of one booking holds for that one');
update data.customer_mutes set booking_id = (select id from booked);
select is(pg_temp.gate('reminder'), 'skip', 'there it does');
delete from data.customer_mutes;

-- Quiet hours: round the clock but for one hour, which is not now; what they are is local.
insert into data.notification_settings (tenant_id, quiet_from, quiet_until)
select
    given.tenant_id('alder'),
    (n.local - interval '1 hour')::time, (n.local + interval '1 hour')::time
from (select date_trunc('minute', now() at time zone 'Asia/Kolkata') as local) as n;
select is(
    pg_temp.gate('reminder')::jsonb ->> 'not_before',
    to_jsonb(date_trunc('minute', now()) + interval '1 hour') #>> '{}',
    'a reminder waits for the end of the quiet hours where the visit is'
);
select is(pg_temp.gate('booking_rescheduled'), '{}', 'what cannot wait does not');
update data.bookings
set
    starts_at = now() + interval '30 minutes',
    ends_at = now() + interval '90 minutes',
    version = version + 1
where booking_id = (select id from booked);
select is(pg_temp.gate('reminder'), 'skip', 'a reminder that would come too late is none');
select is(
    current_setting('test.why'), 'The quiet hours end after the visit begins.',
    'because of the quiet hours'
);
select is(
    pg_temp.gate('staff_rescheduled', p_member => 'Sam'), '{}',
    'who is to work is woken rather than late'
);
delete from data.notification_settings;

update data.bookings
set starts_at = now() - interval '2 minutes', ends_at = now() + interval '1 hour'
where booking_id = (select id from booked);
select is(pg_temp.gate('reminder'), 'skip', 'a visit that has begun is not reminded of');
update data.bookings set ends_at = now() where booking_id = (select id from booked);
select is(pg_temp.gate('booking_confirmed'), 'skip', 'nor one that is over confirmed');
update data.bookings set status = 'completed' where booking_id = (select id from booked);
select is(pg_temp.gate('review_request'), '{}', 'it may be asked after');

-- Who is not there.
insert into data.erasures (tenant_id, customer_id, reason)
select tenant_id, customer_id, 'request'
from data.bookings
where booking_id = (select id from booked);
select is(pg_temp.gate('review_request'), 'skip', 'whoever was erased is told nothing');
select is(
    current_setting('test.why'), 'Whoever it is for is not there any more.',
    'nobody is there'
);
delete from data.erasures;
update data.customers set archived_at = now();
select is(pg_temp.gate('review_request'), 'skip', 'nor whoever was deleted');
insert into data.customers (tenant_id, name) values (given.tenant_id('alder'), 'The other');
update data.customers
set
    archived_at = null,
    merged_into = (select c.customer_id from data.customers as c where c.name = 'The other')
where name <> 'The other';
select is(pg_temp.gate('review_request'), '{}', 'a record that is another''s now is that other');
insert into data.customer_mutes (tenant_id, customer_id, channel, topic)
select c.tenant_id, c.customer_id, 'email', 'reviews'
from data.customers as c
where c.name = 'The other';
select is(pg_temp.gate('review_request'), 'skip', 'who says what they want');
delete from data.customer_mutes;
insert into data.erasures (tenant_id, customer_id, reason)
select c.tenant_id, c.customer_id, 'request'
from data.customers as c
where c.name = 'The other';
select is(pg_temp.gate('review_request'), 'skip', 'and may have been erased');
delete from data.erasures;
update data.customers set archived_at = now() where name = 'The other';
select is(pg_temp.gate('review_request'), 'skip', 'or deleted');

delete from data.member_mutes;
update data.resources set user_id = null;
delete from data.members where user_id = given.user_id('alder', 'Sam');
select is(
    pg_temp.gate('staff_cancelled', p_member => 'Sam'), 'skip', 'nor whoever works there no more'
);

select * from finish();
rollback;
