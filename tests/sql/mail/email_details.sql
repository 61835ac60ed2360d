-- private.email_details: what an e-mail says, and whether there is still anything to say.

begin;
select plan(29);

select given.tenant('alder'), given.tenant('birch');
delete from data.templates;
select given.member('alder', 'Owen', 'owner'), given.member('alder', 'Olga', 'staff');
select given.resource('alder', 'Bo');
select given.service('alder', 'Cut', 60, 'Bo');
create temporary table made as
select given.booking('alder', 'Cut', 'Bo', given.day(0, '10:00')) as booking_id;
create temporary table people as
select 'customer' as recipient, customer_id as recipient_id from data.customers
union all
select 'user', given.user_id('alder', 'Olga');
grant select on made, people to public;

-- What an e-mail of some kind about the booking needs, for the customer or for Olga.
create function pg_temp.details(
    p_kind text, p_recipient text default 'customer', p_more jsonb default '{}',
    p_event_id uuid default null
) returns jsonb
    language plpgsql
as $$
declare
    v_delivery data.deliveries;
    v_details jsonb;
begin
    select
        given.tenant_id('alder'), 'email', p_kind, p_event_id,
        jsonb_build_object(
            'recipient', recipient, 'recipient_id', recipient_id, 'booking_id', booking_id
        ) || p_more
    into v_delivery.tenant_id, v_delivery.channel, v_delivery.kind, v_delivery.event_id,
        v_delivery.data
    from made, people
    where recipient = p_recipient;
    perform given.acting_for('alder', 'worker');
    reset role;
    set local role holdfast_api;
    v_details := private.email_details(v_delivery);
    perform given.nobody();
    return v_details;
end;
$$;

-- Which kinds are true of the booking as it is.
create function pg_temp.true_kinds() returns text
    language sql
as $$
    select string_agg(kind, ' ' order by nth)
    from unnest(string_to_array(
        'booking_confirmed booking_requested booking_declined booking_cancelled booking_moved '
        'booking_refunded waitlist_offer reminder review staff_booked staff_cancelled staff_moved '
        'nonsense', ' '
    )) with ordinality as k (kind, nth)
    where pg_temp.details(
        kind, case when kind like 'staff%' then 'user' else 'customer' end
    ) ? 'recipient';
$$;

create function pg_temp.becomes(p_status text) returns text
    language plpgsql
as $$
begin
    set local session_replication_role = replica;
    update data.bookings
    set
        status = p_status,
        hold_expires_at = case when p_status = 'held' then now() + interval '1 hour' end;
    set local session_replication_role = origin;
    return pg_temp.true_kinds();
end;
$$;

select is(
    pg_temp.details('booking_confirmed') - '{words}'::text[],
    '{"recipient": "ann@customers.test", "name": "Ann", "locale": "en", "sender": "Alder",
        "accent": "#1f6feb", "template": null, "reply_to": null, "unsubscribe": null}',
    'to whom, and in whose name'
);
select is(
    pg_temp.details('booking_confirmed') #>> '{words,manage_token}',
    (select private.manage_token(given.tenant_id('alder'), booking_id) from made),
    'a customer gets what opens the booking'
);
select is(
    pg_temp.details('staff_booked', 'user') ->> 'recipient', 'olga@alder.test', 'a member is told'
);
select is(
    pg_temp.details('staff_booked', 'user') #> '{words,manage_token}', null,
    'without what the customer has'
);
select is(
    pg_temp.details('booking_moved', 'customer', '{"previously": "2099-01-01T09:00:00Z"}')
    #>> '{words,previously}',
    '2099-01-01T09:00:00Z', 'what it was before comes with it'
);

-- Languages.
update data.tenants set locale = 'da' where slug = 'alder';
select is(pg_temp.details('staff_booked', 'user') ->> 'locale', 'da', 'staff: the business''s');
update data.users set locale = 'pl' where user_id = given.user_id('alder', 'Olga');
select is(pg_temp.details('staff_booked', 'user') ->> 'locale', 'pl', 'or their own');
update data.customers set locale = 'it-CH';
select is(pg_temp.details('reminder') ->> 'locale', 'it-CH', 'customers: theirs');

-- The business's own words.
insert into data.templates (tenant_id, kind, locale, subject, body)
values
(given.tenant_id('alder'), 'booking_confirmed', 'it', 'Ciao', 'Confermato.'),
(given.tenant_id('alder'), 'booking_rescheduled', 'it', 'Ciao', 'Spostato.'),
(given.tenant_id('alder'), 'booking_confirmed', 'en', 'Hello', 'Confirmed.'),
(given.tenant_id('birch'), 'reminder', 'it', 'Ciao', 'Domani.');
select is(
    pg_temp.details('booking_confirmed') -> 'template',
    '{"subject": "Ciao", "body": "Confermato."}', 'in the language of ours that is nearest'
);
select is(
    pg_temp.details('booking_moved') #>> '{template,body}', 'Spostato.', 'a move has its own name'
);
select is(pg_temp.details('reminder') -> 'template', 'null', 'others'' words are theirs');

-- What is true of which booking.
select is(
    pg_temp.becomes('held'), 'booking_moved waitlist_offer', 'a hold is confirmed to nobody'
);
select is(pg_temp.becomes('pending'), 'booking_requested booking_moved staff_booked staff_moved');
select is(
    pg_temp.becomes('confirmed'),
    'booking_confirmed booking_moved reminder staff_booked staff_moved'
);
select is(pg_temp.becomes('checked_in'), 'booking_confirmed staff_booked');
select is(pg_temp.becomes('completed'), 'review');
select is(pg_temp.becomes('declined'), 'booking_declined');
select is(pg_temp.becomes('expired'), null);
select is(pg_temp.becomes('cancelled_by_customer'), 'booking_cancelled staff_cancelled');
select is(pg_temp.becomes('cancelled_by_business'), 'booking_cancelled staff_cancelled');
update data.bookings set payment_status = 'refunded';
select is(
    pg_temp.true_kinds(), 'booking_cancelled booking_refunded staff_cancelled',
    'a refund is one, whatever became of the booking'
);

-- What has moved since.
select pg_temp.becomes('confirmed');
select is(
    pg_temp.details('reminder', 'customer', '{"version": 99}'),
    '{"skipped": "It is not true any more."}', 'no reminder of another time'
);
select is(
    pg_temp.details('reminder', 'customer', '{"version": 99}', (
        select event_id from data.events where type = 'booking.confirmed'
    )) ? 'recipient',
    true, 'but where the time is the one that the event told of'
);
update data.events set data = data || '{"starts_at": "2099-01-01T09:00:00Z"}'
where type = 'booking.confirmed';
select is(
    pg_temp.details('booking_moved', 'customer', '{}', (
        select event_id from data.events where type = 'booking.confirmed'
    )),
    '{"skipped": "It is not true any more."}', 'a move that another followed is not told'
);

-- Who is gone.
insert into data.customers (tenant_id, name, email)
values (given.tenant_id('alder'), 'Anna', 'anna@customers.test');
update data.customers
set merged_into = (select customer_id from data.customers where name = 'Anna')
where name = 'Ann';
select is(
    pg_temp.details('reminder') ->> 'recipient', 'anna@customers.test',
    'whose record became another''s is that one'
);
update data.customers set email = null;
select is(
    pg_temp.details('reminder'), '{"skipped": "There is no e-mail address."}',
    'nobody is written to who has no address'
);
delete from data.members where role = 'staff';
select is(
    pg_temp.details('staff_booked', 'user'), '{"skipped": "There is no e-mail address."}',
    'nor who works there no more'
);

-- Waitlist.
update data.customers set email = 'ann@customers.test', merged_into = null where name = 'Ann';
select pg_temp.becomes('held');
insert into data.waitlist (
    tenant_id, service_id, customer_id, customer_name, locale, status, booking_id,
    window_starts_at, window_ends_at
)
select tenant_id, service_id, customer_id, 'Ann', 'en', 'offered', booking_id, starts_at, ends_at
from data.bookings;
select is(
    (
        select pg_temp.details(
            'waitlist_offer', 'customer', jsonb_build_object('entry_id', entry_id)
        ) #>> '{words,manage_token}'
        from data.waitlist
    ),
    (select private.manage_token(given.tenant_id('alder'), entry_id) from data.waitlist),
    'what is offered is opened by the entry''s token'
);
update data.waitlist set status = 'accepted';
select is(
    (
        select pg_temp.details(
            'waitlist_offer', 'customer', jsonb_build_object('entry_id', entry_id)
        )
        from data.waitlist
    ),
    '{"skipped": "It is not true any more."}', 'and an offer that was answered is none'
);

select * from finish();
rollback;
