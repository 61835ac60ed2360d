-- api.list_booking_visits: when the others of its series are, for whoever has a booking's token.

begin;
select plan(7);

select given.tenant('alder');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');
select given.member('alder', 'Ann', 'staff');
create temporary table made as
select
    given.series('alder', 'Cut', 'Ann', given.day(0, '10:00'), 4, 7) as series,
    given.booking('alder', 'Cut', 'Ben', given.day(0, '14:00')) as alone_id;
create temporary table visits as
select
    (b ->> 'id')::uuid as booking_id,
    b ->> 'starts_at' as starts_at,
    row_number() over (order by b ->> 'starts_at') as nth,
    private.manage_token(given.tenant_id('alder'), (b ->> 'id')::uuid) as token
from made, jsonb_array_elements(series -> 'bookings') as b;
grant select on made, visits to public;

create function pg_temp.read(p_nth int, p_token_nth int default null)
returns jsonb
    language plpgsql
as $$
begin
    perform given.acting_for(
        'alder', 'guest', null, jsonb_build_object('manage_token', token)
    )
    from visits
    where nth = coalesce(p_token_nth, p_nth);

    return api.list_booking_visits(given.tenant_id('alder'), booking_id)
    from visits
    where nth = p_nth;
end;
$$;

select is(
    jsonb_path_query_array(pg_temp.read(1), '$.items[*].starts_at'),
    (select jsonb_agg(starts_at order by nth) from visits where nth > 1),
    'its token shows when the others are'
);
select is(
    array(select jsonb_object_keys(pg_temp.read(1) #> '{items,0}') order by 1),
    '{ends_at,starts_at,status,time_zone}', 'and no more of them'
);
select throws_ok($$ select pg_temp.read(1, 2) $$, 'KN003', null, 'that of another opens nothing');

select given.nobody();
update data.bookings set status = 'cancelled_by_business'
where booking_id = (select booking_id from visits where nth = 2);
select is(
    jsonb_array_length(pg_temp.read(1) -> 'items'), 2, 'what was called off is not to come'
);
select given.nobody();
update data.bookings set resource_id = given.resource_id('alder', 'Ben')
where booking_id = (select booking_id from visits where nth = 3);
select given.acting_for('alder', 'staff', 'Ann');
select is(
    jsonb_path_query_array(
        api.list_booking_visits(given.tenant_id('alder'), booking_id), '$.items[*].starts_at'
    ),
    (select jsonb_build_array(v.starts_at) from visits as v where v.nth = 4),
    'staff see what they lead'
)
from visits
where nth = 1;
select given.nobody();
select given.acting_for(
    'alder', 'guest', null,
    jsonb_build_object(
        'manage_token', private.manage_token(given.tenant_id('alder'), alone_id)
    )
)
from made;
select is(
    api.list_booking_visits(given.tenant_id('alder'), alone_id) -> 'items', '[]',
    'what is of no series has no others'
)
from made;
select given.acting_for('alder', 'customer');
select throws_ok(
    $$ select api.list_booking_visits(given.tenant_id('alder'), alone_id) from made $$,
    'KF001', null, 'and customers have no business there'
);

select * from finish();
rollback;
