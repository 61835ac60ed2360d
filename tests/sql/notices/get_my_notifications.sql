-- api.get_my_notifications: what somebody who has signed in wants to be told by a business.

begin;
select plan(3);

select given.tenant('alder'), given.tenant('birch');
select given.resource('alder', 'Sam');
select given.service('alder', 'Cut', 60, 'Sam');
select given.booking('alder', 'Cut', 'Sam', given.day(0, '10:00'), 'Zoe');
select given.patron('Zoe'), given.patron('Adam');
insert into data.customer_mutes (tenant_id, customer_id, channel, topic)
select tenant_id, customer_id, 'sms', 'reminders' from data.customers;
insert into data.customer_mutes (tenant_id, customer_id, booking_id, channel, topic)
select tenant_id, customer_id, booking_id, 'sms', 'reviews' from data.bookings;

select given.acting_as_patron('Zoe');
select is(
    api.get_my_notifications(null, 'alder'),
    '{
        "bookings": ["email", "push", "whatsapp", "sms"],
        "reminders": ["email", "push", "whatsapp"],
        "reviews": ["email", "push", "whatsapp", "sms"],
        "quiet_from": null, "quiet_until": null, "quiet_time_zone": null
    }',
    'it is what they said of all their bookings'
);
select given.acting_as_patron('Zoe');
select throws_ok(
    $$ select api.get_my_notifications(null, 'birch') $$, 'KN030', null, 'where they are known'
);
select given.acting_as_patron('Adam');
select throws_ok(
    $$ select api.get_my_notifications(null, 'alder') $$, 'KN030', null, 'and nobody else is told'
);

select * from finish();
rollback;
