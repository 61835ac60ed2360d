-- api.list_events: what happened, for whoever follows it.

begin;
select plan(23);

select given.tenant('alder'), given.tenant('birch');
select given.resource('alder', 'Ann'), given.resource('alder', 'Ben');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');
select given.member('alder', 'Olga', 'owner'), given.member('alder', 'Sam', 'staff');
update data.resources set user_id = given.user_id('alder', 'Sam')
where resource_id = given.resource_id('alder', 'Ann');

create function pg_temp.relay() returns void
    language sql
as $$
    select given.acting_for('alder', 'worker');
    select api.relay_events(null);
    select given.nobody();
$$;

create function pg_temp.head() returns bigint
    language sql security definer
    return (select sequence from data.event_heads where tenant_id = given.tenant_id('alder'));

create function pg_temp.told(
    p_after bigint default 0, p_type text default null, p_limit integer default 200
) returns jsonb
    language sql
    return api.list_events(given.tenant_id('alder'), p_after, p_type, p_limit);

create function pg_temp.types(
    p_after bigint default 0, p_type text default null, p_limit integer default 200
) returns text
    language sql
    return (
        select string_agg(t.type, ' ')
        from jsonb_array_elements_text(
            jsonb_path_query_array(pg_temp.told(p_after, p_type, p_limit), '$.items[*].type')
        ) as t (type)
    );

select pg_temp.relay();
create temporary table begun as select pg_temp.head() as at;
grant select on begun to public;

create temporary table made as
select
    given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Zoe') as of_ann,
    given.booking('alder', 'Cut', 'Ben', given.day(0, '10:00'), 'Zoe') as of_ben;
grant select on made to public;

select given.acting_for('alder', 'owner', 'Olga');
select is(
    pg_temp.told(at), jsonb_build_object('items', '[]'::jsonb, 'next_cursor', at::text),
    'what is not published is not told: the position stays'
) from begun;
select pg_temp.relay();

select given.acting_for('alder', 'owner', 'Olga');
select is(
    pg_temp.types(at), 'customer.created booking.confirmed booking.confirmed',
    'owners are told everything, in order'
) from begun;
select is(
    (pg_temp.told(at) -> 'items' -> 1) - 'id' - 'occurred_at' - 'data',
    jsonb_build_object(
        'type', 'booking.confirmed', 'sequence', at + 2, 'subject_id', of_ann, 'version', 1,
        'actor_id', null
    ),
    'what happened to what'
) from begun, made;
select is(
    pg_temp.told(at) -> 'items' -> 1 -> 'data' -> 'resource_id',
    to_jsonb(given.resource_id('alder', 'Ann')), 'with the facts'
) from begun;
select is(
    pg_temp.told(at) ->> 'next_cursor', (at + 3)::text, 'and how far that goes'
) from begun;
select is(pg_temp.types(at, null, 2), 'customer.created booking.confirmed', 'so many at a time')
from begun;
select is(
    pg_temp.told(at, null, 2) ->> 'next_cursor', (at + 2)::text, 'which says where the others are'
) from begun;
select is(
    pg_temp.types(at, 'booking.confirmed'), 'booking.confirmed booking.confirmed', 'of one type'
) from begun;
select is(
    pg_temp.types(at, 'booking'), 'booking.confirmed booking.confirmed', 'or of one subject'
) from begun;
select is(
    pg_temp.told(at, 'template.reset'),
    jsonb_build_object('items', '[]'::jsonb, 'next_cursor', (at + 3)::text),
    'nothing of a type still says how far was looked'
) from begun;
select is(
    pg_temp.told(at + 1000), jsonb_build_object(
        'items', '[]'::jsonb, 'next_cursor', (at + 1000)::text
    ),
    'a position that is not there yet stays'
) from begun;
select is(
    pg_temp.told(9223372036854775807) ->> 'next_cursor', '9223372036854775807', 'however far'
);
select throws_ok($$ select pg_temp.told(0, 'bokking') $$, 'KV510', null, 'a typo is told');

select given.acting_for('alder', 'staff', 'Sam');
select is(
    jsonb_path_query_array(pg_temp.told(at), '$.items[*].subject_id'),
    jsonb_build_array(of_ann), 'staff are told what is in their own calendar'
) from begun, made;
select is(
    pg_temp.told(at) ->> 'next_cursor', (at + 3)::text, 'and have read the rest too'
) from begun;

select given.acting_for('alder', 'owner', 'Olga');
select api.reschedule_booking(
    given.tenant_id('alder'), of_ann, given.at('alder', given.day(0, '14:00')),
    given.resource_id('alder', 'Ben')
) from made;
select pg_temp.relay();
select given.acting_for('alder', 'staff', 'Sam');
select is(
    pg_temp.types(at + 3), 'booking.rescheduled', 'also that it went to somebody else''s'
) from begun;

select given.acting_for('alder');
select throws_ok('select pg_temp.told()', 'KA001', null, 'guests are told nothing');
select given.acting_for('alder', 'customer');
select throws_ok('select pg_temp.told()', 'KF001', null, 'nor are customers');
select given.acting_for('birch', 'owner');
select is(
    pg_temp.told(), '{"items": [], "next_cursor": "0"}', 'nor another business'
);

select given.nobody();
insert into data.events (tenant_id, type, subject_id, sequence)
select given.tenant_id('alder'), 'booking.updated', uuidv7(), pg_temp.head() + nth
from generate_series(1, 10001) as nth;
update data.event_heads set sequence = sequence + 10001;
select given.acting_for('alder', 'owner', 'Olga');
select is(
    pg_temp.told(at, 'template.reset') ->> 'next_cursor', (at + 10000)::text,
    'it does not look at more than 10,000 at a time'
) from begun;

select given.acting_for('alder', 'owner', 'Olga');
select is(
    pg_temp.types(0, 'booking.*'), pg_temp.types(0, 'booking'),
    'all of a subject, as webhooks write it'
);
select is(
    given.outcome($$ select pg_temp.types(0, 'nothing.*') $$), 'KV510', 'a subject that there is'
);
select is(given.outcome($$ select pg_temp.types(-1) $$), '23514', 'from the first on');

select * from finish();
rollback;
