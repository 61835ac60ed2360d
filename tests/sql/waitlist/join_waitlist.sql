-- api.join_waitlist: who may wait for what, and until when.

begin;
select plan(32);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.resource('birch', 'Cleo');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');
select given.service('alder', 'Long', 480, 'Ann');
select given.service('alder', 'Secret', 60, 'Ann');
select given.service('birch', 'Trim', 60, 'Cleo');
select given.member('alder', 'Olga', 'owner');
select given.booking('alder', 'Long', 'Ann', given.day(0, '09:00'));
select given.booking('alder', 'Long', 'Ann', given.day(1, '09:00'));
update data.services set is_public = false where name = 'Secret';
insert into data.customers (tenant_id, name, email, phone)
values (given.tenant_id('alder'), 'Kim', 'kim@customers.test', '+39 06 1234');

create function pg_temp.join(
    p_from text,
    p_to text,
    p_customer text default 'Zoe',
    p_resource text default 'Ann',
    p_service text default 'Cut',
    p_slug text default 'alder',
    p_party integer default 1,
    p_of text default 'alder'
) returns jsonb
    language sql
as $$
    select api.join_waitlist(
        p_tenant_id => given.tenant_id(p_slug),
        p_service_id => given.service_id(p_of, p_service),
        p_from => p_from,
        p_to => p_to,
        p_resource_id => given.resource_id(p_of, p_resource),
        p_party_size => p_party,
        p_note => 'Any time',
        p_customer => jsonb_build_object(
            'name', p_customer, 'email', p_customer || '@customers.test'
        )
    );
$$;

-- Days as a client says them.
create function pg_temp.day(p_day integer) returns text
    language sql
    return given.day(p_day)::date::text;

-- What is answered.

select given.acting_for('alder');
create temporary table joined as select pg_temp.join(pg_temp.day(0), pg_temp.day(0)) as entry;
grant select on joined to public;

select is(entry ->> 'status', 'waiting', 'who joins waits') from joined;
select is(entry -> 'booking', 'null', 'nothing is offered yet') from joined;
select is(
    entry ->> 'from', given.at('alder', given.day(0)), 'a date begins at local midnight'
) from joined;
select is(
    entry ->> 'to', given.at('alder', given.day(1)), 'and the last one is in the window'
) from joined;
select is(entry -> 'customer' ->> 'email', 'zoe@customers.test', 'it says who waits') from joined;
select is(entry ->> 'note', 'Any time', 'and what they wrote') from joined;
select is(
    entry ->> 'manage_token', given.manage_token('alder', (entry ->> 'id')::uuid),
    'it brings its manage token'
) from joined;
select is(
    pg_temp.join(
        given.at('alder', given.day(0, '10:00')), given.at('alder', given.day(0, '12:00')), 'Yan'
    ) ->> 'to',
    given.at('alder', given.day(0, '12:00')), 'a window may be two moments'
);

-- Refusals.

select throws_ok(
    $$ select pg_temp.join(pg_temp.day(1), pg_temp.day(1)) $$, 'KC052', null,
    'nobody waits twice for the same service'
);
select throws_ok(
    $$ select pg_temp.join(pg_temp.day(0), pg_temp.day(2), 'Xia') $$, 'KC050', null,
    'nobody waits where something is free'
);
select throws_ok(
    $$ select pg_temp.join(pg_temp.day(0), pg_temp.day(0), 'Xia', null) $$, 'KC050', null,
    'with anyone neither'
);
create function pg_temp.slots(p_from text, p_to text) returns jsonb
    language plpgsql
as $$
declare
    v_detail text;
begin
    perform pg_temp.join(p_from, p_to, 'Xia');
    return null;
exception
    when sqlstate 'KC050' then
        get stacked diagnostics v_detail = pg_exception_detail;
        return v_detail::jsonb -> 'slots';
end;
$$;
select is(
    pg_temp.slots(pg_temp.day(0), pg_temp.day(5)) -> 0 ->> 'starts_at',
    given.at('alder', given.day(2, '09:00')), 'they are told what is free'
);
select is(
    jsonb_array_length(pg_temp.slots(pg_temp.day(0), pg_temp.day(5))), 5, 'up to five slots'
);
select throws_ok(
    $$ select pg_temp.join(pg_temp.day(1), pg_temp.day(0), 'Xia') $$, 'KV060', null,
    'a window ends after it starts'
);
select throws_ok(
    $$ select pg_temp.join(pg_temp.day(0), pg_temp.day(70), 'Xia') $$, 'KV060', null,
    'it is 62 days long at most'
);
select throws_ok(
    $$ select pg_temp.join('2020-01-01', '2020-01-03', 'Xia') $$, 'KV060', null,
    'it has not passed'
);
select throws_ok(
    $$ select pg_temp.join(pg_temp.day(720), pg_temp.day(722), 'Xia') $$, 'KV060', null,
    'it lies in the time that can be booked'
);
select throws_ok(
    $$ select pg_temp.join('tomorrow', '2099-01-01', 'Xia') $$, '23514', null,
    'a date is a date, or a moment'
);
select throws_ok(
    $$ select pg_temp.join(pg_temp.day(0), pg_temp.day(0), '') $$, 'KV004', null,
    'a customer has a name'
);
select throws_ok(
    $$ select pg_temp.join(pg_temp.day(0), pg_temp.day(0), 'Xia', 'Ann', 'Secret') $$,
    'KN002', null, 'customers do not wait for what is not public'
);
select given.nobody();
update data.resources set max_party_size = 4 where name = 'Ann';
select given.acting_for('alder');
select throws_ok(
    $$
        select pg_temp.join(
            pg_temp.day(0), pg_temp.day(0), 'Xia', 'Ann', 'Cut', 'alder', 5
        )
    $$,
    'KV014', null, 'a party has to fit'
);
select throws_ok(
    $$
        select pg_temp.join(
            pg_temp.day(0), pg_temp.day(0), 'Xia', 'Cleo', 'Trim', 'alder', 1, 'birch'
        )
    $$,
    'KN002', null, 'what another business sells is not there'
);
select throws_ok(
    $$
        select api.join_waitlist(
            p_tenant_id => given.tenant_id('alder'),
            p_service_id => given.service_id('alder', 'Cut'),
            p_from => pg_temp.day(0), p_to => pg_temp.day(0),
            p_location_id => given.location_id('birch'),
            p_customer => '{"name": "Xia", "email": "xia@customers.test"}'
        )
    $$,
    'KN006', null, 'nor is its place'
);

-- Again.

select given.acting_for('alder', 'guest', null, '{"idempotency_key": "k", "request_hash": "h"}');
select is(
    pg_temp.join(pg_temp.day(0), pg_temp.day(0), 'Wim') ->> 'id',
    pg_temp.join(pg_temp.day(0), pg_temp.day(0), 'Wim') ->> 'id',
    'a request that comes twice is done once'
);
select given.acting_for('alder', 'guest', null, '{"idempotency_key": "k", "request_hash": "o"}');
select throws_ok(
    $$ select pg_temp.join(pg_temp.day(0), pg_temp.day(0), 'Wim') $$, 'KV003', null,
    'and its key is its own'
);
select given.nobody();
update data.waitlist
set window_starts_at = now() - interval '2 days', window_ends_at = now() - interval '1 day'
where customer_name = 'Zoe';
select given.acting_for('alder');
select is(
    pg_temp.join(pg_temp.day(0), pg_temp.day(0)) ->> 'status', 'waiting',
    'who waited in vain may wait again'
);

-- Staff.

select given.acting_for('alder', 'owner', 'Olga');
create temporary table known as
select api.join_waitlist(
    p_tenant_id => given.tenant_id('alder'),
    p_service_id => given.service_id('alder', 'Secret'),
    p_from => pg_temp.day(0), p_to => pg_temp.day(0),
    p_customer => jsonb_build_object('id', (
        select id from jsonb_to_recordset(api.list_customers(given.tenant_id('alder')) -> 'items')
            as c (id uuid, name text)
        where c.name = 'Kim'
    ))
) as entry;
select is(
    entry -> 'customer' ->> 'phone', '+39 06 1234',
    'staff put a customer they know on it, also for what is not public'
) from known;
select throws_ok(
    $$
        select api.join_waitlist(
            p_tenant_id => given.tenant_id('alder'),
            p_service_id => given.service_id('alder', 'Cut'),
            p_from => pg_temp.day(0), p_to => pg_temp.day(0),
            p_customer => '{"id": "019a0000-0000-7000-8000-000000000000"}'
        )
    $$,
    'KN004', null, 'nobody in particular is nobody'
);
select throws_ok(
    $$
        select api.join_waitlist(
            p_tenant_id => given.tenant_id('alder'),
            p_service_id => given.service_id('alder', 'Cut'),
            p_from => pg_temp.day(0), p_to => pg_temp.day(0),
            p_resource_id => given.resource_id('birch', 'Cleo'),
            p_customer => '{"name": "Xia"}'
        )
    $$,
    'KN005', null, 'and somebody else''s staff is not there'
);

select given.nobody();
select is(
    (
        select string_agg(distinct type, ' ')
        from data.events where type like 'waitlist.%' and subject_id in (
            select entry_id from data.waitlist where customer_name = 'Kim'
        )
    ),
    'waitlist.joined', 'that somebody joined is told'
);
select is(
    (select count(*)::integer from data.events where data::text ~* 'kim|customers.test'),
    0, 'without saying who it is'
);
select is(
    (select status from data.waitlist where customer_name = 'Zoe' order by entry_id limit 1),
    'ended', 'and an entry whose window has passed is put away'
);

select * from finish();
rollback;
