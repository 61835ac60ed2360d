-- api.list_booking_changes: what those who work somewhere are told of bookings.

begin;
select plan(13);

select given.tenant('alder');
select given.resource('alder', 'Ann'), given.resource('alder', 'Ben');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');
select given.member('alder', 'Ann', 'staff'), given.member('alder', 'Ben', 'staff');
select given.member('alder', 'Olga', 'owner');

create function pg_temp.relayed() returns void
    language plpgsql
as $$
begin
    perform given.acting_for('alder', 'worker');
    perform api.relay_events(null);
    perform given.nobody();
end;
$$;

-- What somebody is told of what came after an event: what happened, and the status, if they are
-- told of the booking.
create function pg_temp.told(p_role text, p_name text, p_after bigint) returns text
    language plpgsql
as $$
declare
    v_page jsonb;
begin
    perform given.acting_for('alder', p_role, p_name);
    v_page := api.list_booking_changes(given.tenant_id('alder'), p_after);
    perform given.nobody();

    return (
        select string_agg(
            format('%s: %s', i ->> 'event', coalesce(i -> 'data' -> 'booking' ->> 'status', 'gone')),
            ', ' order by n
        )
        from jsonb_array_elements(v_page -> 'items') with ordinality as item (i, n)
    );
end;
$$;

select pg_temp.relayed();
create temporary table at as
select sequence as start from data.event_heads where tenant_id = given.tenant_id('alder');
grant select on at to public;

select given.acting_for('alder', 'guest');
select throws_ok(
    $$ select api.list_booking_changes(given.tenant_id('alder'), 0) $$, 'KA001', null,
    'guests sign in first'
);
select given.acting_for('alder', 'customer', 'Olga');
select throws_ok(
    $$ select api.list_booking_changes(given.tenant_id('alder'), 0) $$, 'KF001', null,
    'customers do not work here'
);
select given.acting_for('alder', 'worker');
select throws_ok(
    $$ select api.list_booking_changes(given.tenant_id('alder'), 0) $$, '42501', null,
    'nor does the worker'
);
select given.acting_for('alder', 'owner', 'Olga');
select is(
    api.list_booking_changes(given.tenant_id('alder')) ->> 'audience', 'managers',
    'owners and managers are told the same'
);
select given.acting_for('alder', 'staff', 'Ann');
select is(
    api.list_booking_changes(given.tenant_id('alder')) ->> 'audience',
    given.user_id('alder', 'Ann')::text, 'and staff each their own'
);
select given.acting_for(
    'alder', 'owner', null, '{"acting": "01890000-0000-7000-8000-000000000000"}'
);
select is(
    api.list_booking_changes(given.tenant_id('alder')) ->> 'audience',
    'acting 01890000-0000-7000-8000-000000000000', 'a platform admin only while their grant stands'
);
select given.nobody();

select set_config(
    'booking.cut', given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'))::text, true
);
select pg_temp.relayed();
select is(
    pg_temp.told('staff', 'Ann', (select start from at)), 'booking.confirmed: confirmed',
    'staff are told of their bookings'
);
select is(pg_temp.told('staff', 'Ben', (select start from at)), null, 'and of nobody else''s');
select is(
    pg_temp.told('owner', 'Olga', (select start from at)), 'booking.confirmed: confirmed',
    'owners of all'
);

update at set start = (
    select sequence from data.event_heads where tenant_id = given.tenant_id('alder')
);
select given.acting_for('alder', 'owner');
select lives_ok(
    format(
        $$ select api.reschedule_booking(
            given.tenant_id('alder'), %L, given.at('alder', %L), %L
        ) $$,
        current_setting('booking.cut'), given.day(2, '11:00'), given.resource_id('alder', 'Ben')
    ), 'a booking is moved to somebody else'
);
select given.nobody();
select pg_temp.relayed();
select is(
    pg_temp.told('staff', 'Ann', (select start from at)), 'booking.rescheduled: gone',
    'who had it is told that it is gone'
);
select is(
    pg_temp.told('staff', 'Ben', (select start from at)), 'booking.rescheduled: confirmed',
    'who gets it what it is'
);
select is(
    pg_temp.told('manager', 'Olga', (select start from at)), 'booking.rescheduled: confirmed',
    'and managers of it once'
);

select * from finish();
rollback;
