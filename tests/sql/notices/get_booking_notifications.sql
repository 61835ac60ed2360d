-- api.get_booking_notifications: what whoever has the token of a booking wants to be told of it.

begin;
select plan(3);

select given.tenant('alder');
select given.resource('alder', 'Sam');
select given.service('alder', 'Cut', 60, 'Sam');
create temporary table booked as
select
    given.booking('alder', 'Cut', 'Sam', given.day(0, '10:00')) as id,
    given.booking('alder', 'Cut', 'Sam', given.day(0, '12:00')) as other_id;
grant select on booked to public;

select given.acting_with_token('alder', (select id from booked));
select is(
    api.get_booking_notifications(given.tenant_id('alder'), (select id from booked)),
    '{
        "bookings": ["email", "push", "whatsapp", "sms"],
        "reminders": ["email", "push", "whatsapp", "sms"],
        "reviews": ["email", "push", "whatsapp", "sms"]
    }',
    'whoever has said nothing wants to be told'
);
select throws_ok(
    $$
        select api.get_booking_notifications(
            given.tenant_id('alder'), (select other_id from booked)
        )
    $$,
    'KN003', null, 'a token is for one booking'
);

-- What the customer said of all of their bookings is what is done.
select given.nobody();
insert into data.customer_mutes (tenant_id, customer_id, channel, topic)
select tenant_id, customer_id, 'email', 'reviews' from data.customers;
select given.acting_with_token('alder', (select id from booked));
select is(
    api.get_booking_notifications(given.tenant_id('alder'), (select id from booked)) -> 'reviews',
    '["push", "whatsapp", "sms"]', 'what the customer wants of no booking they do not want of it'
);

select * from finish();
rollback;
