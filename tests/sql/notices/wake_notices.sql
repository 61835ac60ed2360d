-- private.wake_notices: what staff are told of a visit of which they were not to be told by night.

begin;
select plan(12);

select given.tenant('alder');
select given.resource('alder', 'Sam'), given.resource('alder', 'Sue');
select given.member('alder', 'Olga', 'owner'), given.member('alder', 'Sam', 'staff');
select given.member('alder', 'Sue', 'staff');
select given.service('alder', 'Cut', 60, 'Sam', 'Sue');

-- It is night for two hours yet.
insert into data.notification_settings (tenant_id, quiet_from, quiet_until)
select
    given.tenant_id('alder'),
    (n.local - interval '1 hour')::time, (n.local + interval '2 hours')::time
from (select now() at time zone 'Europe/Rome' as local) as n;

-- What a worker gets to tell staff now, by whom it is for, and what waits for the morning.
create function pg_temp.told() returns text
    language plpgsql
as $$
declare
    v_told text;
begin
    perform given.acting_for('alder', 'worker');
    perform api.relay_events(null);
    -- Each comes when what was before it is done with.
    for n in 1 .. 3 loop
        v_told := concat_ws(', ', nullif(v_told, ''), (
            select string_agg(d ->> 'kind', ', ' order by d ->> 'id')
            from jsonb_array_elements(
                api.claim_deliveries(null, '01900000-0000-7000-8000-000000000001') -> 'items'
            ) as d
            where d ->> 'kind' like 'staff_%'
        ));
        perform given.nobody();
        update data.deliveries set status = 'delivered', settled_at = now(), worker_id = null
        where status = 'pending' and worker_id is not null;
        update data.queues set due_at = now();
        perform given.acting_for('alder', 'worker');
    end loop;
    perform given.nobody();
    return v_told;
end;
$$;

create function pg_temp.waiting() returns text
    language sql security definer
    return (
        select string_agg(d.kind, ', ' order by d.delivery_id)
        from data.deliveries as d
        where d.status = 'pending' and d.kind like 'staff_%'
    );

-- The booking is moved to so much later than now, as happens on the telephone.
create function pg_temp.move(p_id uuid, p_in interval) returns void
    language plpgsql security definer
as $$
begin
    set local session_replication_role = replica;
    update data.bookings
    set starts_at = now() + p_in, ends_at = now() + p_in + interval '1 hour', version = version + 1
    where booking_id = p_id;
    set local session_replication_role = origin;
    perform private.record_event(
        tenant_id, 'booking.rescheduled', booking_id, version, jsonb_build_object(
            'resource_id', resource_id, 'status', status,
            'starts_at', private.utc(starts_at), 'ends_at', private.utc(ends_at)
        )
    )
    from data.bookings
    where booking_id = p_id;
end;
$$;

create temporary table booked as
select given.booking('alder', 'Cut', 'Sam', given.day(0, '10:00')) as id;
grant select on booked to public;
select is(pg_temp.told(), '', 'in the night nobody is told of a visit in two weeks');
select is(pg_temp.waiting(), 'staff_booked', 'it can wait');
select pg_temp.move((select id from booked), '1 day');
select is(pg_temp.told(), '', 'nor that it was moved to tomorrow');
select is(pg_temp.waiting(), 'staff_booked', 'in the morning they are told of it as it is then');
select pg_temp.move((select id from booked), '90 minutes');
select is(pg_temp.told(), 'staff_booked', 'moved into the night, it cannot wait');
select is(pg_temp.waiting(), null, 'and is told once');
select pg_temp.move((select id from booked), '1 day');
select pg_temp.told();
select is(pg_temp.waiting(), 'staff_rescheduled', 'that it was moved again can wait');
select pg_temp.move((select id from booked), '80 minutes');
select is(pg_temp.told(), 'staff_rescheduled', 'until it cannot: then the last move is told');
select is(pg_temp.waiting(), null, 'and no other');

update booked set id = given.booking('alder', 'Cut', 'Sue', given.day(1, '10:00'));
select pg_temp.told();
select is(pg_temp.waiting(), 'staff_booked', 'another one waits');
select given.acting_for('alder', 'owner', 'Olga');
select api.cancel_booking(given.tenant_id('alder'), (select id from booked));
select is(
    pg_temp.told(), '', 'called off in the same night, it is told neither that it was booked'
);
select is(pg_temp.waiting(), null, 'nor that it was called off');

select * from finish();
rollback;
