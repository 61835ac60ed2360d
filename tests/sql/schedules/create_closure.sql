-- api.create_closure: a location that is shut, and bookings that stand in that time.

begin;
select plan(19);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Ann', 'staff');
insert into data.locations (tenant_id, name, time_zone)
values (given.tenant_id('alder'), 'Branch', 'Europe/Rome');
create temporary table made as
select
    given.booking('alder', 'Cut', 'Ben', given.day(0, '14:00')) as bens,
    given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as anns;
grant select on made to public;

create function pg_temp.shut(
    p_from timestamp, p_until timestamp, p_location text default 'alder',
    p_keep boolean default false, p_slug text default 'alder', p_reason text default null
) returns jsonb
    language sql
as $$
    select api.create_closure(
        p_tenant_id => given.tenant_id(p_slug),
        p_location_id => given.location_id('alder', p_location),
        p_starts_at => given.at('alder', p_from),
        p_ends_at => given.at('alder', p_until),
        p_reason => p_reason,
        p_keep_bookings => p_keep
    );
$$;

create function pg_temp.in_the_way(p_from timestamp, p_until timestamp) returns jsonb
    language plpgsql
as $$
declare
    v_detail text;
begin
    perform pg_temp.shut(p_from, p_until);
    return null;
exception when sqlstate 'KC030' then
    get stacked diagnostics v_detail = pg_exception_detail;
    return v_detail;
end;
$$;

-- What it does.

select given.acting_for('alder', 'owner', 'Olga');
create temporary table closure as
select pg_temp.shut(given.day(1, '12:00'), given.day(1, '13:00'), p_reason => 'A leak') as made;
select is(
    made - 'id',
    jsonb_build_object(
        'location_id', given.location_id('alder'),
        'starts_at', given.at('alder', given.day(1, '12:00')),
        'ends_at', given.at('alder', given.day(1, '13:00')),
        'reason', 'A leak'
    ),
    'a closure is answered as it was said'
) from closure;
select ok(
    given.has_locked('alder', 'Ann') and given.has_locked('alder', 'Ben'),
    'until it is there for all to see, nobody else books'
);
select is(
    api.explain_slot(
        p_tenant_id => given.tenant_id('alder'),
        p_service_id => given.service_id('alder', 'Cut'),
        p_resource_id => given.resource_id('alder', 'Ben'),
        p_starts_at => given.at('alder', given.day(1, '12:30'))
    ) -> 'reasons' -> 0 ->> 'code',
    'closed', 'and nobody there can be booked then'
);
select given.acting_for('alder', 'manager', 'Max');
select lives_ok(
    $$ select pg_temp.shut(given.day(20), given.day(385)) $$, 'a manager may too, for a year'
);

-- Bookings in the way.

select is(
    pg_temp.in_the_way(given.day(0), given.day(1)),
    jsonb_build_object('bookings', jsonb_build_array(
        jsonb_build_object(
            'id', anns,
            'starts_at', given.at('alder', given.day(0, '10:00')),
            'resource_id', given.resource_id('alder', 'Ann')
        ),
        jsonb_build_object(
            'id', bens,
            'starts_at', given.at('alder', given.day(0, '14:00')),
            'resource_id', given.resource_id('alder', 'Ben')
        )
    )),
    'whoever has a booking there then, it is in the way, and named'
) from made;
select is(
    pg_temp.in_the_way(given.day(0, '11:00'), given.day(0, '14:00')), null,
    'one that only touches is not'
);
select lives_ok(
    $$ select pg_temp.shut(given.day(0), given.day(1), 'Branch') $$,
    'nor one at another location'
);
select lives_ok(
    $$ select pg_temp.shut(given.day(0), given.day(1), p_keep => true) $$,
    'unless they are to be kept'
);
select given.nobody();
select is(
    (select count(*)::integer from data.bookings where status = 'confirmed'), 2, 'then they stay'
);

-- What is refused.

select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select pg_temp.shut(given.day(6), given.day(6)) $$, 'KV030', null, 'it ends after it starts'
);
select throws_ok(
    $$ select pg_temp.shut(given.day(400), given.day(767)) $$,
    'KV030', null, 'within 366 days'
);
select given.acting_for(
    'alder', 'owner', 'Olga', '{"idempotency_key": "k", "request_hash": "one"}'
);
select is(
    pg_temp.shut(given.day(6), given.day(7)), pg_temp.shut(given.day(6), given.day(7)),
    'a request that is repeated is answered again'
);
select given.acting_for(
    'alder', 'owner', 'Olga', '{"idempotency_key": "k", "request_hash": "two"}'
);
select throws_ok(
    $$ select pg_temp.shut(given.day(6), given.day(7)) $$,
    'KV003', null, 'a key belongs to one request'
);
select given.acting_for('alder', 'staff', 'Ann');
select throws_ok(
    $$ select pg_temp.shut(given.day(6), given.day(7)) $$, 'KF001', null, 'staff may not'
);
select given.acting_for('alder');
select throws_ok(
    $$ select pg_temp.shut(given.day(6), given.day(7)) $$, 'KA001', null, 'nor may a guest'
);
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.shut(given.day(6), given.day(7), p_slug => 'birch') $$,
    'KN006', null, 'another business''s location does not exist'
);
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select pg_temp.shut(given.day(6), given.day(7), 'Nowhere') $$,
    'KN006', null, 'a location has to be there'
);
select given.nobody();
update data.locations set archived_at = now() where name = 'Branch';
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select pg_temp.shut(given.day(6), given.day(7), 'Branch') $$,
    'KN006', null, 'and not archived'
);

select given.nobody();
select is(
    (select count(*) from data.events where type = 'closure.created'),
    (select count(*) from data.closures), 'every change is told, and none that was undone'
);

select * from finish();
rollback;
