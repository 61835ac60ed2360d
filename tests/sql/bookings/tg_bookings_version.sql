-- private.tg_bookings_version: a booking that somebody changes past every function is told of too.

begin;
select plan(10);

select given.tenant('alder');
select given.resource('alder', 'Aldo');
select given.service('alder', 'Cut', 60, 'Aldo');
select given.booking('alder', 'Cut', 'Aldo', given.day(0, '10:00'));

-- What a change comes to: the version, and the events that tell of it.
create function pg_temp.after(p_change text) returns text
    language plpgsql
as $$
declare
    v_before bigint := (select count(*) from data.events);
begin
    execute 'update data.bookings set ' || p_change;
    return concat_ws(
        ' ',
        (select version from data.bookings),
        (
            select string_agg(e.type || '@' || e.subject_version, ' ' order by e.event_id)
            from (
                select * from data.events order by event_id offset v_before
            ) as e
        )
    );
end;
$$;

select is(pg_temp.after($$ note = 'By hand.' $$), '2 booking.updated@2', 'whatever changes');
select is(pg_temp.after($$ note = 'By hand.' $$), '2', 'what is as it was is no change');
select is(pg_temp.after('seat = 7, place = 7'), '2', 'nor is what nobody can see');
select is(pg_temp.after($$ customer_name = 'Bo' $$), '3 booking.updated@3', 'who comes');
select is(
    pg_temp.after($$ starts_at = starts_at + '15 min', ends_at = ends_at + '15 min' $$),
    '4 booking.rescheduled@4', 'when'
);
select is(
    pg_temp.after($$ payment_status = 'paid' $$), '5 booking.paid@5', 'whether it is paid'
);
select is(
    pg_temp.after('version = version + 1, price_minor = 100'), '6 booking.updated@6',
    'who says which version it is has said so'
);

update data.bookings set updated_at = '2020-01-01';
select is(
    pg_temp.after($$ status = 'cancelled_by_business' $$), '7 booking.cancelled_by_business@7',
    'that it was cancelled'
);
select is(
    (select updated_at from data.bookings), now(), 'and from when on: feeds keep it for a while'
);
select is(
    (select count(*) from data.allocations where active), 0::bigint, 'its time is free'
);

select * from finish();
rollback;
