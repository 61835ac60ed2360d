-- Classes: places, joining, and what changes while people are in.

begin;
select plan(13);

select given.tenant('alder');
select given.resource('alder', 'Tina');
select given.resource('alder', 'Studio', 'room');
select given.service('alder', 'Yoga', 60, 'Tina');
select given.service('alder', 'Lesson', 60, 'Tina');
select given.requirement('alder', 'Yoga', 2, 1, 'Studio');
select given.member('alder', 'Olga', 'owner');
update data.services set capacity = 4 where name = 'Yoga';

create function pg_temp.join(
    p_name text, p_party integer default 1, p_at timestamp default given.day(0, '10:00'),
    p_service text default 'Yoga'
) returns jsonb
    language sql
as $$
    select api.create_booking(
        p_tenant_id => given.tenant_id('alder'),
        p_service_id => given.service_id('alder', p_service),
        p_starts_at => given.at('alder', p_at),
        p_party_size => p_party,
        p_customer => jsonb_build_object('name', p_name, 'email', lower(p_name) || '@x.test')
    );
$$;

create function pg_temp.seats_left() returns integer
    language sql
as $$
    select (slot -> 'seats_left')::integer
    from jsonb_array_elements(api.get_availability(
        p_tenant_id => given.tenant_id('alder'),
        p_service_id => given.service_id('alder', 'Yoga'),
        p_from => given.day(0)::date, p_to => given.day(0)::date
    )::jsonb -> 'slots') as slot
    where slot ->> 'starts_at' = given.at('alder', given.day(0, '10:00'));
$$;

create function pg_temp.reasons() returns text
    language sql
as $$
    select coalesce(string_agg(reason ->> 'code', ' '), 'free')
    from jsonb_array_elements(api.explain_slot(
        p_tenant_id => given.tenant_id('alder'),
        p_service_id => given.service_id('alder', 'Yoga'),
        p_resource_id => given.resource_id('alder', 'Tina'),
        p_starts_at => given.at('alder', given.day(0, '10:00'))
    ) -> 'reasons') as reason;
$$;

select given.acting_for('alder');
select is(pg_temp.seats_left(), 4, 'a class that nobody has begun has all its places');
create temporary table first as select pg_temp.join('Ann', 2) as booking;
grant select on first to public;
select is(pg_temp.seats_left(), 2, 'a party takes as many as it is');
select lives_ok($$ select pg_temp.join('Ben') $$, 'others join');
select throws_ok($$ select pg_temp.join('Cleo', 2) $$, 'KC001', null, 'as long as there is room');
select throws_ok(
    $$ select pg_temp.join('Dan', 1, given.day(0, '10:30')) $$,
    'KC001', null, 'nobody begins another while it runs'
);
select throws_ok(
    $$ select pg_temp.join('Eve', 1, given.day(0, '10:00'), 'Lesson') $$,
    'KC001', null, 'and its trainer gives no lesson meanwhile'
);

select given.nobody();
select is(
    (select count(distinct session_id)::integer from data.allocations), 1, 'it is one session'
);
select is(
    (select count(*)::integer from data.allocations
     where resource_id = given.resource_id('alder', 'Studio')),
    2, 'which each of its bookings keeps the room for'
);

-- Smaller than it was: those who are in stay, and are counted.

update data.services set capacity = 2 where name = 'Yoga';
select given.acting_for('alder');
select is(pg_temp.reasons(), 'capacity', 'a class that has become smaller is full');
select given.acting_for('alder', 'owner', 'Olga');
select lives_ok(
    format(
        'select api.cancel_booking(given.tenant_id(''alder''), %L)',
        (select booking ->> 'id' from first)
    ),
    'two leave'
);
select given.acting_for('alder');
select lives_ok($$ select pg_temp.join('Fay') $$, 'one may come');
select throws_ok(
    $$ select pg_temp.join('Gil') $$, 'KC001', null,
    'the next may not, whatever the numbers of the places'
);

-- Needing more than it did: who is in has what it needed then.

select given.nobody();
update data.services set capacity = 9 where name = 'Yoga';
select given.resource('alder', 'Mats', 'equipment');
select given.requirement('alder', 'Yoga', 3, 1, 'Mats');
update data.resources set archived_at = now() where name = 'Mats';
select given.acting_for('alder');
select is(
    pg_temp.reasons() || ' ' || (pg_temp.join('Hal') ->> 'status'), 'free confirmed',
    'a class that has begun is joined as it is'
);

select * from finish();
rollback;
