-- api.update_booking_notifications: whoever has the token of a booking says what they want to be
-- told of it, and of no other.

begin;
select plan(8);

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
    api.update_booking_notifications(
        given.tenant_id('alder'), (select id from booked),
            p_reminders => '["sms"]', p_reviews => '[]'
    ),
    '{"bookings": ["email", "push", "whatsapp", "sms"], "reminders": ["sms"], "reviews": []}',
    'what is said is changed'
);
select is(
    api.update_booking_notifications(
        given.tenant_id('alder'), (select id from booked), '["sms"]', '["email", "sms"]'
    ),
    '{"bookings": ["email", "sms"], "reminders": ["email", "sms"], "reviews": []}',
    'and may be changed again; of the booking itself they are told by e-mail'
);
select throws_ok(
    $$
        select api.update_booking_notifications(
            given.tenant_id('alder'), (select id from booked), p_reviews => '["post"]'
        )
    $$, 'KV550', null, 'ways are known'
);
select throws_ok(
    $$
        select api.update_booking_notifications(
            given.tenant_id('alder'), (select other_id from booked), p_reviews => '[]'
        )
    $$, 'KN003', null, 'a token is for one booking'
);
select given.nobody();
select is(
    (select count(distinct m.booking_id)::integer from data.customer_mutes as m), 1,
    'and what is said with it is said of that one'
);
select is_empty(
    $$ select from data.customer_mutes where booking_id is null $$, 'not of the customer'
);

-- Switched off for all of them, it is not switched on by the token of one.
insert into data.customer_mutes (tenant_id, customer_id, channel, topic)
select tenant_id, customer_id, 'email', 'reminders' from data.customers;
select given.acting_with_token('alder', (select id from booked));
select throws_ok(
    $$
        select api.update_booking_notifications(
            given.tenant_id('alder'), (select id from booked), p_reminders => '["email"]'
        )
    $$, 'KC550', null, 'what was switched off for all bookings is not switched on for one'
);
select is(
    api.update_booking_notifications(
        given.tenant_id('alder'), (select id from booked), p_reminders => '["sms"]'
    ) -> 'reminders',
    '["sms"]', 'other ways are'
);

select * from finish();
rollback;
