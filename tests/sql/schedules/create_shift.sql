-- api.create_shift: working on one date, and bookings that would stand outside it.

begin;
select plan(28);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.resource('alder', 'Room', 'room');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');
select given.requirement('alder', 'Cut', 2, 1, 'Room');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Ann', 'staff');
create temporary table made as
select
    given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as ten,
    given.booking('alder', 'Cut', 'Ann', given.day(0, '15:00')) as three,
    given.booking('alder', 'Cut', 'Ben', given.day(0, '12:00')) as bens;
grant select on made to public;

create function pg_temp.work(
    p_from timestamp, p_until timestamp, p_resource text default 'Ann',
    p_keep boolean default false, p_slug text default 'alder'
) returns jsonb
    language sql
as $$
    select api.create_shift(
        p_tenant_id => given.tenant_id(p_slug),
        p_resource_id => given.resource_id('alder', p_resource),
        p_starts_at => given.at('alder', p_from),
        p_ends_at => given.at('alder', p_until),
        p_keep_bookings => p_keep
    );
$$;

create function pg_temp.in_the_way(
    p_from timestamp, p_until timestamp, p_resource text default 'Ann'
) returns jsonb
    language plpgsql
as $$
declare
    v_detail text;
begin
    perform pg_temp.work(p_from, p_until, p_resource);
    return null;
exception when sqlstate 'KC030' then
    get stacked diagnostics v_detail = pg_exception_detail;
    return v_detail;
end;
$$;

create function pg_temp.starts(p_day integer) returns integer
    language sql
as $$
    select json_array_length(api.get_availability(
        p_tenant_id => given.tenant_id('alder'),
        p_service_id => given.service_id('alder', 'Cut'),
        p_resource_id => given.resource_id('alder', 'Ann'),
        p_from => given.day(p_day)::date,
        p_to => given.day(p_day)::date
    ) -> 'slots');
$$;

-- What it does.

select given.acting_for('alder', 'owner', 'Olga');
create temporary table shift as
select pg_temp.work(given.day(1, '10:00'), given.day(1, '12:00')) as made;
select is(
    made - 'id',
    jsonb_build_object(
        'resource_id', given.resource_id('alder', 'Ann'),
        'on_date', given.day(1)::date,
        'starts_at', given.at('alder', given.day(1, '10:00')),
        'ends_at', given.at('alder', given.day(1, '12:00'))
    ),
    'a shift is answered as it was said, with its local date'
) from shift;
select ok(
    given.has_locked('alder', 'Ann'), 'until it is there for all to see, nobody else books'
);
select is(pg_temp.starts(1), 5, 'on its date the weekly hours do not count');
select is(pg_temp.starts(2), 29, 'on others they do');

select given.acting_for('alder', 'manager', 'Max');
select is(
    pg_temp.work(given.day(2, '23:30'), given.day(3, '02:00')) ->> 'on_date',
    given.day(2)::date::text, 'a manager may too, and over midnight'
);
select is(
    pg_temp.work(given.day(4, '00:30'), given.day(4, '02:00')) ->> 'on_date',
    given.day(4)::date::text, 'the date is the one on the wall, not the one in UTC'
);
select lives_ok(
    $$ select pg_temp.work(given.day(1, '11:00'), given.day(1, '15:00')) $$,
    'a date may have several shifts, and they may overlap'
);

-- Bookings in the way.

select is(
    pg_temp.in_the_way(given.day(0, '09:00'), given.day(0, '13:00')),
    jsonb_build_object('bookings', jsonb_build_array(jsonb_build_object(
        'id', three,
        'starts_at', given.at('alder', given.day(0, '15:00')),
        'resource_id', given.resource_id('alder', 'Ann')
    ))),
    'who would come when nobody works is in the way'
) from made;
select is(
    (
        select jsonb_agg(b -> 'id')
        from jsonb_array_elements(
            pg_temp.in_the_way(given.day(0, '15:30'), given.day(0, '17:00')) -> 'bookings'
        ) as b
    ),
    jsonb_build_array(ten, three), 'and so is who would come too early, all of them in order'
) from made;
select ok(
    pg_temp.in_the_way(given.day(0, '10:00'), given.day(0, '11:00'), 'Room') -> 'bookings'
    @> jsonb_build_array(jsonb_build_object('id', bens)),
    'a room has bookings in the way too, whoever leads them'
) from made;
select is(
    (api.list_shifts(given.tenant_id('alder'), p_to => given.day(0)::date) -> 'items'), '[]'::jsonb,
    'and nothing has changed'
);
select lives_ok(
    $$ select pg_temp.work(given.day(0, '15:00'), given.day(0, '16:00'), p_keep => true) $$,
    'unless they are to be kept'
);
select is(
    api.get_booking(given.tenant_id('alder'), ten) ->> 'status', 'confirmed', 'then they stay'
) from made;
select lives_ok(
    $$ select pg_temp.work(given.day(0, '14:00'), given.day(0, '15:30')) $$,
    'and are not asked about again by a shift that changes nothing for them'
);
select lives_ok(
    $$ select pg_temp.work(given.day(0, '10:00'), given.day(0, '17:00'), 'Ben') $$,
    'what stands in the shift is not in the way'
);

select given.nobody();
update data.bookings set status = 'cancelled_by_business'
where booking_id in (select ten from made);
delete from data.shifts where on_date = given.day(0)::date;
select given.acting_for('alder', 'owner', 'Olga');
select lives_ok(
    $$ select pg_temp.work(given.day(0, '15:00'), given.day(0, '16:00')) $$,
    'who has cancelled is not in the way'
);

select given.nobody();
select given.service('alder', 'Paid', 60, 'Ann');
update data.services set price_minor = 1000, pay_online = true where name = 'Paid';
select given.booking('alder', 'Paid', 'Ann', given.day(5, '10:00'));
select given.acting_for('alder', 'owner', 'Olga');
select isnt(
    pg_temp.in_the_way(given.day(5, '12:00'), given.day(5, '13:00')), null,
    'an unpaid hold is in the way'
);
select given.nobody();
update data.bookings set hold_expires_at = now() - interval '1 minute' where status = 'held';
update data.allocations set hold_expires_at = now() - interval '1 minute'
where hold_expires_at is not null;
select given.acting_for('alder', 'owner', 'Olga');
select is(
    pg_temp.in_the_way(given.day(5, '12:00'), given.day(5, '13:00')), null,
    'until it lapses'
);

-- What is refused.

select throws_ok(
    $$ select pg_temp.work(given.day(6, '12:00'), given.day(6, '12:00')) $$,
    'KV030', null, 'a shift ends after it starts'
);
select throws_ok(
    $$ select pg_temp.work(given.day(6, '12:00'), given.day(7, '14:00')) $$,
    'KV030', null, 'within 24 hours'
);
select throws_ok(
    $$ select pg_temp.work(given.day(6, '12:00'), null) $$,
    'KV030', null, 'it does have an end'
);
select given.acting_for(
    'alder', 'owner', 'Olga', '{"idempotency_key": "k", "request_hash": "one"}'
);
select is(
    pg_temp.work(given.day(6, '12:00'), given.day(6, '13:00')),
    pg_temp.work(given.day(6, '12:00'), given.day(6, '13:00')),
    'a request that is repeated is answered again'
);
select given.acting_for(
    'alder', 'owner', 'Olga', '{"idempotency_key": "k", "request_hash": "two"}'
);
select throws_ok(
    $$ select pg_temp.work(given.day(6, '12:00'), given.day(6, '13:00')) $$,
    'KV003', null, 'a key belongs to one request'
);
select given.acting_for('alder', 'staff', 'Ann');
select throws_ok(
    $$ select pg_temp.work(given.day(6, '12:00'), given.day(6, '13:00')) $$,
    'KF001', null, 'staff do not write shifts, not even their own'
);
select given.acting_for('alder');
select throws_ok(
    $$ select pg_temp.work(given.day(6, '12:00'), given.day(6, '13:00')) $$,
    'KA001', null, 'nor does a guest'
);
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.work(given.day(6, '12:00'), given.day(6, '13:00'), p_slug => 'birch') $$,
    'KN005', null, 'another business''s resource does not exist'
);
select given.nobody();
update data.resources set archived_at = now() where name = 'Ben';
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select pg_temp.work(given.day(6, '12:00'), given.day(6, '13:00'), 'Ben') $$,
    'KN005', null, 'an archived resource works no more'
);

select given.nobody();
select is(
    (
        select count(*) filter (where type = 'shift.created')
            - count(*) filter (where type = 'shift.deleted')
        from data.events
    ),
    (select count(*) from data.shifts), 'every change is told, and none that was undone'
);

select * from finish();
rollback;
