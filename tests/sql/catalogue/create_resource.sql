-- api.create_resource: adding somebody or something that visits occupy.

begin;
select plan(20);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');
select given.member('birch', 'Eve', 'staff');

create function pg_temp.create_resource(
    p_name text, p_kind text default 'staff', p_user text default null, p_seats integer default 1,
    p_slug text default 'alder'
) returns jsonb
    language sql
as $$
    select api.create_resource(
        p_tenant_id => given.tenant_id(p_slug),
        p_location_id => given.location_id('alder'),
        p_kind => p_kind,
        p_name => p_name,
        p_user_id => coalesce(given.user_id('alder', p_user), given.user_id('birch', p_user)),
        p_seats => p_seats
    );
$$;

select given.acting_for('alder', 'owner', 'Olga');
create temporary table made as
select pg_temp.create_resource('Sam', p_user => 'Sam') as resource;
grant select on made to public;
select is(
    resource - 'id',
    jsonb_build_object(
        'location_id', given.location_id('alder'),
        'kind', 'staff',
        'name', 'Sam',
        'description', null,
        'seats', 1,
        'max_party_size', null,
        'user_id', given.user_id('alder', 'Sam'),
        'max_per_day', null,
        'always_open', false,
        'is_public', true
    ),
    'an owner adds a member of the staff'
) from made;
select is(
    api.get_resource(given.tenant_id('alder'), (resource ->> 'id')::uuid), resource, 'who is there'
) from made;
select given.acting_for('alder', 'manager', 'Max');
select is(
    api.create_resource(
        p_tenant_id => given.tenant_id('alder'),
        p_location_id => given.location_id('alder'),
        p_kind => 'table',
        p_name => 'Table for four',
        p_description => 'By the window',
        p_seats => 6,
        p_max_party_size => 4,
        p_max_per_day => 30,
        p_always_open => true,
        p_is_public => false
    ) - '{id,location_id}'::text[],
    '{"kind": "table", "name": "Table for four", "description": "By the window", "seats": 6,
      "max_party_size": 4, "user_id": null, "max_per_day": 30, "always_open": true,
      "is_public": false}'::jsonb,
    'a manager may add something too, with all there is to say'
);
select ok(
    api.create_service(
        given.tenant_id('alder'), 'Cut', 60,
        jsonb_build_array(jsonb_build_object('resource_ids', jsonb_build_array(resource -> 'id')))
    ) is not null, 'a service can name it at once'
) from made;

select throws_ok(
    $$ select pg_temp.create_resource('Sam again', p_user => 'Sam') $$,
    '23505', null, 'a member is there once'
);
select throws_ok(
    $$ select pg_temp.create_resource('Eve', p_user => 'Eve') $$,
    '23503', null, 'and is one of this business'
);
select throws_ok(
    $$ select pg_temp.create_resource('Chair', 'equipment', 'Max') $$,
    '23514', null, 'a thing is nobody'
);
select throws_ok(
    $$ select pg_temp.create_resource('Rex', 'dog') $$, '23514', null, 'a kind is one of four'
);
select throws_ok(
    $$ select pg_temp.create_resource('Hall', 'room', p_seats => 501) $$,
    '23514', null, 'seats have a limit'
);
select throws_ok(
    $$ select pg_temp.create_resource('') $$, '23514', null, 'it has a name'
);
select throws_ok(
    format(
        $$ select api.create_resource(%L, uuidv7(), 'room', 'Hall') $$, given.tenant_id('alder')
    ),
    'KN006', null, 'it is somewhere'
);

select given.acting_for(
    'alder', 'owner', 'Olga', '{"idempotency_key": "k", "request_hash": "one"}'
);
select is(
    pg_temp.create_resource('Ann'), pg_temp.create_resource('Ann'),
    'a request that is repeated is answered again'
);
select given.acting_for(
    'alder', 'owner', 'Olga', '{"idempotency_key": "k", "request_hash": "two"}'
);
select throws_ok(
    $$ select pg_temp.create_resource('Ben') $$, 'KV003', null, 'a key belongs to one request'
);

select given.acting_for('alder', 'staff', 'Sam');
select throws_ok($$ select pg_temp.create_resource('Ann') $$, 'KF001', null, 'staff may not');
select given.acting_for('alder', 'customer');
select throws_ok($$ select pg_temp.create_resource('Ann') $$, 'KF001', null, 'nor may a customer');
select given.acting_for('alder');
select throws_ok($$ select pg_temp.create_resource('Ann') $$, 'KA001', null, 'nor a guest');
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.create_resource('Ann', p_slug => 'birch') $$,
    'KN006', null, 'another business''s location does not exist'
);

select given.nobody();
update data.locations set archived_at = now() where name = 'alder';
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select pg_temp.create_resource('Ann') $$, 'KN006', null, 'nor one that is archived'
);

select given.nobody();
select is(
    (select count(*)::integer from data.resources where name = 'Ann'), 1, 'what was repeated is one'
);
select is(
    (
        select count(*)::integer from data.events
        where type = 'resource.created' and actor_id is not null
    ),
    3, 'everything is told, with who added it'
);

select * from finish();
rollback;
