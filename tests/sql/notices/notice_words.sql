-- private.notice_words: what is said of a booking, as things stand now.

begin;
select plan(9);

select given.tenant('alder'), given.tenant('birch');
select given.resource('alder', 'Bo');
select given.service('alder', 'Cut', 60, 'Bo');
update data.services set price_minor = 4500, deposit_minor = 1000
where tenant_id = given.tenant_id('alder');
update data.tenants set locale = 'it' where slug = 'alder';
update data.locations set address = 'Via Roma 1' where tenant_id = given.tenant_id('alder');
create temporary table made as
select given.booking('alder', 'Cut', 'Bo', given.day(0, '10:00')) as booking_id;
grant select on made to public;

create function pg_temp.words() returns jsonb
    language sql
as $$
    select private.notice_words(given.tenant_id('alder'), booking_id) from made;
$$;

select given.acting_for('alder', 'worker');
reset role;
set local role holdfast_api;

select is(
    pg_temp.words() - '{starts_at,ends_at,cancel_until,lapses_at,booking_id,manage_token}'::text[],
    '{
        "business": "Alder", "slug": "alder", "tenant_locale": "it", "service": "Cut",
        "staff": "Bo", "resource": "Bo", "time_zone": "Europe/Rome", "location": "alder", "address": "Via Roma 1",
        "customer_name": "Ann", "locale": "it", "party_size": 1, "status": "confirmed",
        "price": {"amount": 4500, "currency": "EUR"},
        "deposit": {"amount": 1000, "currency": "EUR"},
        "payment_status": "none", "version": 1
    }',
    'names, where, who and how much'
);
select is(
    pg_temp.words() ->> 'starts_at', given.at('alder', given.day(0, '10:00')), 'when, in UTC'
);
select is(
    pg_temp.words() ->> 'ends_at', given.at('alder', given.day(0, '11:00')), 'and until when'
);
select is(
    pg_temp.words() ->> 'manage_token',
    (select private.manage_token(given.tenant_id('alder'), booking_id) from made),
    'with what opens it'
);

reset role;
update data.customers set locale = 'pl' where tenant_id = given.tenant_id('alder');
set local role holdfast_api;
select is(pg_temp.words() ->> 'locale', 'pl', 'in the language that the customer has chosen since');

select is(
    pg_temp.words() ->> 'cancel_until',
    (
        select private.utc(starts_at - make_interval(mins => cancel_window_minutes))
        from data.bookings
    ),
    'until when it can be called off'
);
reset role;
update data.bookings set cancel_window_minutes = 129600;
set local role holdfast_api;
select is(pg_temp.words() ->> 'cancel_until', null, 'if that is not over');

select is(
    private.notice_words(given.tenant_id('alder'), gen_random_uuid()), null, 'of nothing, nothing'
);
select given.acting_for('birch', 'worker');
reset role;
set local role holdfast_api;
select is(pg_temp.words(), null, 'and nothing in the name of another business');

select * from finish();
rollback;
