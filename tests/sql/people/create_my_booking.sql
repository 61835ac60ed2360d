-- api.create_my_booking: an account books.

begin;
select plan(9);

select given.patrons();
update data.users set locale = 'it' where name = 'Adam';

create function pg_temp.book(p_day integer, p_tenant text default 'birch') returns jsonb
    language sql
    return api.create_my_booking(
        null, p_tenant, given.service_id('birch', 'Cut'),
        given.at('birch', given.day(p_day, '15:00')),
        p_phone => '06 1234567', p_phone_e164 => '+39061234567'
    );

select given.acting_as_patron('Adam', '{"idempotency_key": "k", "request_hash": "h"}');
select is(
    (pg_temp.book(5) -> 'customer') - 'id',
    '{"name": "Adam", "email": "adam@customers.test", "phone": "06 1234567"}',
    'as the person of the account, whom the business did not know'
);
select given.acting_as_patron('Adam', '{"idempotency_key": "k", "request_hash": "h"}');
select is(
    pg_temp.book(5) -> 'tenant' ->> 'slug', 'birch', 'sent again, it is answered again'
);
select given.acting_as_patron('Adam');
select is(
    api.list_my_bookings(null) #>> '{items,0,locale}', 'it', 'in the language of the account'
);
select given.acting_as_patron('Adam');
select is(
    jsonb_array_length(api.list_my_bookings(null) -> 'items'), 1, 'and made once'
);
select given.acting_as_patron('Zoe');
select throws_ok($$ select pg_temp.book(5) $$, 'KC001', null, 'what is taken is taken');
select given.acting_as_patron('Zoe');
select throws_ok($$ select pg_temp.book(6, 'cedar') $$, 'KN001', null, 'somewhere that there is');
select given.acting_as_patron('Zoe');
select throws_ok($$ select pg_temp.book(6, 'alder') $$, 'KN002', null, 'what they do there');
select given.nobody();
select is(
    (
        select (c.phone_e164, b.created_by is null)::text
        from data.customers as c
        join data.bookings as b on b.tenant_id = c.tenant_id and b.customer_id = c.customer_id
        where c.name = 'Adam'
    ),
    '(+39061234567,t)', 'it is a customer''s booking'
);
select given.acting_for(null, 'guest');
select throws_ok($$ select pg_temp.book(7) $$, 'KA001', null, 'who is nobody signs in first');

select * from finish();
rollback;
