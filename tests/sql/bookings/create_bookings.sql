-- private.create_bookings: several bookings in one transaction, each as if alone.

begin;
select plan(13);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.resource('birch', 'Cleo');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');
select given.service('birch', 'Trim', 60, 'Cleo');
select given.member('alder', 'Olga', 'owner');

create function pg_temp.request(
    p_slug text, p_service text, p_resource text, p_at text, p_who text, p_claims jsonb default '{}'
) returns jsonb
    language sql
as $$
    select jsonb_build_object(
        'claims', jsonb_build_object('role', 'guest', 'slug', p_slug) || p_claims,
        'arguments', jsonb_build_object(
            'service_id', given.service_id(p_slug, p_service),
            'resource_id', given.resource_id(p_slug, p_resource),
            'starts_at', p_at,
            'customer', format('{"name": "%s", "email": "%s@customers.test"}', p_who, lower(p_who))
        )
    );
$$;

create function pg_temp.at(p_hour time) returns text
    language sql
    return given.at('alder', given.day(0, p_hour));

create function pg_temp.key() returns jsonb
    language sql
    return '{"idempotency_key": "a", "request_hash": "1"}'::jsonb;

create temporary table made as
select made.nth, made.result
from jsonb_array_elements(private.create_bookings(jsonb_build_array(
    pg_temp.request('alder', 'Cut', 'Ben', pg_temp.at('10:00'), 'Abe', pg_temp.key()),
    pg_temp.request('alder', 'Cut', 'Ann', pg_temp.at('10:00'), 'Bea'),
    pg_temp.request('alder', 'Cut', 'Ann', pg_temp.at('10:30'), 'Cal'),
    pg_temp.request('alder', 'Cut', 'Ann', 'at noon', 'Dan'),
    pg_temp.request('birch', 'Trim', 'Cleo', pg_temp.at('10:00'), 'Eli'),
    pg_temp.request('birch', 'Trim', 'Cleo', pg_temp.at('12:00'), 'Fay', '{"slug": "nobody"}'),
    pg_temp.request('alder', 'Cut', 'Ben', pg_temp.at('10:00'), 'Abe', pg_temp.key())
))) with ordinality as made (result, nth);

select results_eq(
    $$
        select nth::integer, (result ->> 'answer')::jsonb -> 'customer' ->> 'name'
        from made
        order by nth
    $$,
    $$ values (1, 'Abe'), (2, 'Bea'), (3, null), (4, null), (5, 'Eli'), (6, null), (7, 'Abe') $$,
    'each has its answer in its place; who is refused has none'
);
select is(
    (select (result ->> 'headers')::jsonb ->> 'ETag' from made where nth = 2), '"1"',
    'each has headers of its own'
);
select is(
    (select result ->> 'answer' from made where nth = 7),
    (select result ->> 'answer' from made where nth = 1), 'the same request again is answered alike'
);
select is(
    (select (result ->> 'headers')::jsonb ->> 'Idempotent-Replayed' from made where nth = 7),
    'true', 'and said to be'
);
select is(
    (select (result ->> 'headers')::jsonb ->> 'Idempotent-Replayed' from made where nth = 2), null,
    'of nobody else'
);
select results_eq(
    $$
        select b.customer_name::text, t.slug::text
        from data.bookings as b
        join data.tenants as t using (tenant_id)
        order by 1
    $$,
    $$ values ('Abe', 'alder'), ('Bea', 'alder'), ('Eli', 'birch') $$,
    'each is booked once, with the business of its own claims'
);
select is(
    (select string_agg(name, ' ' order by name) from data.customers), 'Abe Bea Eli',
    'nothing is left of who was refused'
);
select is(
    (select count(*)::integer from data.events where type = 'booking.confirmed'), 3,
    'and nothing is told of them'
);
select is(private.create_bookings('[]'), '[]', 'nothing gives nothing');
select is(
    private.create_bookings(jsonb_build_array(jsonb_build_object(
        'claims', jsonb_build_object('role', 'guest', 'tenant_id', given.tenant_id('alder')),
        'arguments', '{}'::jsonb
    ))), '[null]', 'who says nothing is refused'
);
select is(
    jsonb_path_query_first(
        private.create_bookings(jsonb_build_array(
            pg_temp.request('alder', 'Cut', 'Ann', pg_temp.at('07:00'), 'Gil') #- '{claims,slug}'
            || jsonb_build_object('claims', jsonb_build_object(
                'role', 'owner',
                'tenant_id', given.tenant_id('alder'),
                'sub', (select user_id from data.users where name = 'Olga')
            )),
            pg_temp.request('alder', 'Cut', 'Ben', pg_temp.at('08:00'), 'Hal')
        )),
        '$[1]'
    ), 'null', 'what one may, the next may not'
);
select is(current_setting('lock_timeout'), '0', 'who comes after waits as they like');
select is_empty('select from private.violations()', 'all is as it must be');

select * from finish();
rollback;
