-- private.email_details: what an e-mail says, and to whom.

begin;
select plan(21);

select given.tenant('alder'), given.tenant('birch');
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
    p_kind text, p_recipient text default 'customer', p_more jsonb default '{}'
) returns jsonb
    language plpgsql
as $$
declare
    v_delivery data.deliveries;
    v_details jsonb;
begin
    select
        given.tenant_id('alder'), 'email', p_kind,
        jsonb_build_object(
            'recipient', recipient, 'recipient_id', recipient_id, 'booking_id', booking_id
        ) || p_more
    into v_delivery.tenant_id, v_delivery.channel, v_delivery.kind, v_delivery.data
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
    pg_temp.details('booking_rescheduled', 'customer', '{"previously": "2099-01-01T09:00:00Z"}')
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
    pg_temp.details('booking_rescheduled') #>> '{template,body}', 'Spostato.',
    'each kind has its own'
);
select is(pg_temp.details('reminder') -> 'template', 'null', 'others'' words are theirs');

insert into data.templates (tenant_id, kind, locale, subject, body)
values
(given.tenant_id('alder'), 'staff_booked', 'pl', 'Nowa wizyta', 'Wizyta.'),
(given.tenant_id('alder'), 'staff_requested', 'pl', 'Prośba', 'Prośba.'),
(given.tenant_id('alder'), 'staff_cancelled', 'pl', null, null);
select is(
    pg_temp.details('staff_booked', 'user') #>> '{template,subject}', 'Nowa wizyta',
    'staff are told in them too'
);
set local session_replication_role = replica;
update data.bookings set status = 'pending';
select is(
    pg_temp.details('staff_booked', 'user') #>> '{template,subject}', 'Prośba',
    'and of what waits for an answer in others'
);
update data.bookings set status = 'confirmed';
set local session_replication_role = origin;
select is(
    pg_temp.details('staff_cancelled', 'user') -> 'template', 'null', 'if it has said any'
);

-- Reviews.
select is(
    pg_temp.details('review_request') #> '{words,review_url}', null,
    'where a review is written, who knows'
);
insert into data.notification_settings (tenant_id, review_url)
values (given.tenant_id('alder'), 'https://reviews.test/alder');
select is(
    pg_temp.details('review_request') #>> '{words,review_url}', 'https://reviews.test/alder',
    'unless the business has said so'
);
select is(
    pg_temp.details('reminder') #> '{words,review_url}', null,
    'and nobody is led there who is not asked'
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
select * from finish();
rollback;
