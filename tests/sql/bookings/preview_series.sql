-- api.preview_series: what would become of a series; nothing is booked.

begin;
select plan(15);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.member('alder', 'Olga', 'owner');
update data.services set price_minor = 4500;
select given.booking('alder', 'Cut', 'Ann', given.day(7, '10:00'));

create function pg_temp.look(
    p_at timestamp,
    p_mode text default 'all_or_nothing',
    p_locals timestamp[] default null,
    p_slug text default 'alder',
    p_customer jsonb default '{"name": "Zoe", "email": "zoe@customers.test"}'
) returns jsonb
    language sql
as $$
    select api.preview_series(
        p_tenant_id => given.tenant_id(p_slug),
        p_service_id => given.service_id('alder', 'Cut'),
        p_starts_at => given.at('alder', p_at),
        p_rrule => 'FREQ=WEEKLY;COUNT=3',
        p_customer => p_customer,
        p_mode => p_mode,
        p_local_starts => coalesce(p_locals, array(
            select p_at + make_interval(days => 7 * n) from generate_series(0, 2) as n
        ))
    );
$$;

select given.acting_for('alder');
create temporary table seen as select pg_temp.look(given.day(0, '10:00')) as preview;
select is((preview -> 'bookable')::boolean, false, 'all of it cannot be had') from seen;
select is(preview ->> 'time_zone', 'Europe/Rome', 'the zone stands beside the times') from seen;
select is(
    array(select (o -> 'free')::boolean from jsonb_array_elements(preview -> 'occurrences') as o),
    array[true, false, true], 'it is said which can'
) from seen;
select is(
    preview -> 'occurrences' -> 0 -> 'price', '{"amount": 4500, "currency": "EUR"}', 'for how much'
) from seen;
select is(preview -> 'total' ->> 'amount', '9000', 'and for how much together') from seen;
select is(
    preview -> 'occurrences' -> 1 -> 'reasons' -> 0 ->> 'code', 'booked', 'why one cannot'
) from seen;
select is(
    jsonb_array_length(preview -> 'occurrences' -> 1 -> 'alternatives'),
    5,
    'what could be had instead'
) from seen;
select is(
    (pg_temp.look(given.day(0, '10:00'), 'skip_conflicts') -> 'bookable')::boolean, true,
    'in another mode it would be booked'
);

select given.nobody();
select is(
    array[
        (select count(*) from data.bookings), (select count(*) from data.series),
        (select count(*) from data.customers where email = 'zoe@customers.test'),
        (select count(*) from data.events where type = 'series.created')
    ],
    array[1, 0, 0, 0]::bigint[], 'and nothing has been, not even a customer'
);
select is(given.has_locked('alder', 'Ann'), false, 'nobody waits for who only looked');

select given.acting_for('alder');
select throws_ok(
    $$ select pg_temp.look(given.day(0, '10:00'), p_locals => array[given.day(1, '10:00')]) $$,
    'KV051', null, 'starts_at is the first here too'
);
select throws_ok(
    $$ select pg_temp.look(given.day(0, '10:00'), p_locals => array(
        select given.day(n, '10:00') from generate_series(0, 104) as n
    )) $$,
    'KV050', null, 'of 104 at most'
);
select throws_ok(
    $$ select pg_temp.look(given.day(0, '10:00'), p_customer => '{"name": "Zoe"}') $$,
    'KV004', null, 'by somebody with an e-mail address'
);
select given.acting_for('birch');
select throws_ok(
    $$ select pg_temp.look(given.day(0, '10:00'), p_slug => 'birch') $$,
    'KN002', null, 'of one''s own business'
);
select given.acting_for('alder', 'customer');
select throws_ok(
    $$ select pg_temp.look(given.day(0, '10:00')) $$, 'KF001', null, 'for guests and staff'
);

select * from finish();
rollback;
