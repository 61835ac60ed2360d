-- api.take_receipts: what became of messages.

begin;
select plan(8);

select given.patrons();
select given.member('alder', 'Max', 'manager'), given.member('alder', 'Sam', 'staff');
update data.customers set phone_e164 = '+39021000' where name = 'Zoe';
insert into data.deliveries (tenant_id, delivery_id, channel, target_id, order_key, kind, data)
select
    b.tenant_id, '01900000-0000-7000-8000-000000000001', 'sms', b.tenant_id, b.customer_id,
    'reminder',
    jsonb_build_object('recipient', 'customer', 'recipient_id', b.customer_id)
from data.bookings as b
join booked on booked.zoe = b.booking_id;

create function pg_temp.told(
    p_status text, p_code integer default null, p_phone text default null,
    p_channel text default 'sms', p_slug text default 'alder'
) returns text
    language sql
as $$
    select given.acting_for(p_slug, 'carrier');
    select api.take_receipts(given.tenant_id(p_slug), p_channel, jsonb_build_array(
        jsonb_build_object(
            'delivery_id', '01900000-0000-7000-8000-000000000001', 'message_id', 'SM1',
            'status', p_status, 'error_code', p_code, 'phone', p_phone
        )
    ));
    select given.nobody();
    select string_agg(concat_ws(' ', message_id, status, error_code), ', ') from data.receipts;
$$;
create function pg_temp.contact() returns data.phone_contacts
    language sql
    return private.phone_contact(given.tenant_id('alder'), 'sms', '+39021000');

select is(
    given.outcomes(
        'alder', 'select api.take_receipts(given.tenant_id(''alder''), ''sms'', ''[]'')'
    ),
    'guest KA001, staff KF001, manager KF001, owner KF001', 'no person says it'
);
select is(
    pg_temp.told('sent', p_slug => 'birch'), null, 'of a delivery of another business, nothing'
);
select is(pg_temp.told('sent', p_channel => 'whatsapp'), null, 'nor of another channel');
select is(pg_temp.told('sent'), 'SM1 sent', 'it was sent');
select is(pg_temp.told('delivered'), 'SM1 delivered', 'and delivered');
select is(pg_temp.told('sent'), 'SM1 delivered', 'what is said late takes nothing back');

delete from data.receipts;
select is(
    pg_temp.told('failed', 21610, 'opted_out'), 'SM1 failed 21610', 'or it failed, and why'
);
select isnt(
    (pg_temp.contact()).opted_out_at, null, 'and what that says of the number is written down'
);

select * from finish();
rollback;
