-- private.keep_availability: for how long an answer about availability is true if nothing happens.

begin;
select plan(7);

select given.tenant('alder'), given.tenant('birch');
select given.resource('alder', 'Ann'), given.service('alder', 'Cut', 60, 'Ann');
select given.resource('birch', 'Anna'), given.service('birch', 'Cut', 60, 'Anna');
update data.services set price_minor = 5000, pay_online = true;

-- What is said after somebody has asked; null if nothing is.
create function pg_temp.said() returns text
    language plpgsql
as $$
declare
    v_headers text;
begin
    perform given.acting_for('alder');
    perform api.get_availability(
        given.tenant_id('alder'), given.service_id('alder', 'Cut'),
        given.day(0)::date, given.day(1)::date
    );
    v_headers := nullif(current_setting('response.headers', true), '');
    perform given.nobody();
    return v_headers::jsonb ->> 'Keep-Seconds';
end;
$$;

create function pg_temp.seconds() returns numeric
    language sql
    return round(split_part(pg_temp.said(), ' ', 1)::numeric);

select is(
    split_part(pg_temp.said(), ' ', 2), given.tenant_id('alder')::text, 'it says whose it is'
);
select is(pg_temp.seconds(), 3600::numeric, 'an hour, if nothing comes first');

update data.tenants
set notice_minutes = floor(extract(epoch from
    given.at('alder', given.day(0, '09:00'))::timestamptz - now() - interval '10 minutes'
) / 60)
where slug = 'alder';
select ok(pg_temp.seconds() between 600 and 660, 'until the first start comes too near');
update data.tenants set notice_minutes = 0;

select set_config(
    'booking.held', given.booking('alder', 'Cut', 'Ann', given.day(1, '10:00'))::text, true
);
update data.allocations set hold_expires_at = now() + interval '100 seconds'
where booking_id = current_setting('booking.held')::uuid;
select is(pg_temp.seconds(), 100::numeric, 'until a hold lapses');
update data.allocations set hold_expires_at = now() - interval '1 second'
where booking_id = current_setting('booking.held')::uuid;
select is(pg_temp.seconds(), 3600::numeric, 'a hold that has lapsed is out of the way already');

select given.member('alder', 'Ann', 'staff');
insert into data.members (tenant_id, user_id, role)
values (given.tenant_id('birch'), given.user_id('alder', 'Ann'), 'staff');
update data.resources set user_id = given.user_id('alder', 'Ann')
where resource_id = given.resource_id('birch', 'Anna');
select set_config(
    'booking.elsewhere', given.booking('birch', 'Cut', 'Anna', given.day(1, '12:00'))::text, true
);
update data.engagements set hold_expires_at = now() + interval '70 seconds'
where booking_id = current_setting('booking.elsewhere')::uuid;
select is(pg_temp.seconds(), 70::numeric, 'wherever it is');

update data.tenants set horizon_days = 5 where slug = 'alder';
select is(pg_temp.said(), null, 'nothing, where more can be booked from moment to moment');

select * from finish();
rollback;
