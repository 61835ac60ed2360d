-- What a plan allows: private.require_room, private.begin_counting_bookings,
-- private.over_message_limit.

begin;
select plan(18);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner');
select given.plan('small', 1000, '{"staff": 2, "locations": 1, "bookings": 2, "messages": 1}');
select given.plan('large', 2000, '{"staff": 9, "locations": 9, "bookings": 9}', 2);
select given.resource('alder', 'Ann');
select given.resource('alder', 'Table', 'table');
select given.service('alder', 'Cut', 60, 'Ann');
select given.subscribed('alder', 'small');

create function pg_temp.hire(p_name text) returns text
    language plpgsql
as $$
begin
    perform api.create_resource(
        given.tenant_id('alder'), given.location_id('alder'), 'staff', p_name
    );
    return 'hired';
exception
    when sqlstate 'KC160' then
        return 'refused';
end;
$$;

select given.acting_for('alder', 'owner', 'Olga');
select is(pg_temp.hire('Ben'), 'hired', 'within the plan');
select is(pg_temp.hire('Cid'), 'refused', 'and no further');
select throws_like(
    format(
        'select api.create_location(%L, ''Second'', ''Europe/Rome'')', given.tenant_id('alder')
    ),
    '%allows no more%',
    'nor more places'
);
select lives_ok(
    format(
        'select api.create_resource(%L, %L, ''room'', ''Sauna'')',
        given.tenant_id('alder'), given.location_id('alder')
    ),
    'rooms are nobody'
);
select lives_ok(
    format(
        'select api.delete_resource(%L, %L)',
        given.tenant_id('alder'), given.resource_id('alder', 'Ben')
    ),
    'who leaves'
);
select is(pg_temp.hire('Cid'), 'hired', 'makes room');
select throws_ok(
    format(
        'select api.restore_resource(%L, %L)',
        given.tenant_id('alder'), given.resource_id('alder', 'Ben')
    ),
    'KC160', null, 'which whoever comes back does not find'
);

-- What it says.

create function pg_temp.refusal() returns jsonb
    language plpgsql
as $$
declare
    v_detail text;
begin
    perform api.create_resource(
        given.tenant_id('alder'), given.location_id('alder'), 'staff', 'Dan'
    );
    return null;
exception
    when sqlstate 'KC160' then
        get stacked diagnostics v_detail = pg_exception_detail;
        return v_detail;
end;
$$;

select is(
    pg_temp.refusal(),
    '{"limit": "staff", "allowed": 2, "plan": "small", "better_plan": "large"}',
    'it says which limit, and which plan would do'
);
select given.nobody();

-- Bookings.

select isnt(given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')), null, 'one');
select given.acting_for('alder', 'guest');
reset role;
select lives_ok(
    format(
        'select api.create_booking(%L, %L, given.at(''alder'', given.day(0, ''12:00'')),
            ''{"name": "Zoe", "email": "zoe@x.test"}'')',
        given.tenant_id('alder'), given.service_id('alder', 'Cut')
    ),
    'and another'
);
select throws_ok(
    format(
        'select api.create_booking(%L, %L, given.at(''alder'', given.day(0, ''14:00'')),
            ''{"name": "Zoe", "email": "zoe@x.test"}'')',
        given.tenant_id('alder'), given.service_id('alder', 'Cut')
    ),
    'KF002', null, 'a customer is told that nothing more is booked, and nothing else'
);
select given.acting_for('alder', 'owner', 'Olga');
reset role;
select throws_ok(
    format(
        'select api.create_booking(%L, %L, given.at(''alder'', given.day(0, ''14:00'')),
            ''{"name": "Zoe", "email": "zoe@x.test"}'')',
        given.tenant_id('alder'), given.service_id('alder', 'Cut')
    ),
    'KC160', null, 'the owner why'
);
select given.nobody();
select is(
    private.used_of(given.tenant_id('alder'), 'bookings'), 2::bigint, 'both are this month''s'
);

-- Messages.

select given.acting_for('alder', 'worker');
reset role;
create temporary table queued as
select d.*
from unnest(private.queue_deliveries(
    given.tenant_id('alder'),
    array(
        select row(
            'email', given.tenant_id('alder'), uuidv7(), null, 'k', d.data, null
        )::private.wanted
        from unnest(
            '{"{}","{}","{\"message_id\": \"0196b5c0-0000-7000-8000-000000000002\"}"}'::jsonb[]
        ) as d (data)
    )
)) as d;
update data.deliveries set attempts = 1 where tenant_id = given.tenant_id('alder') and kind = 'k';

create function pg_temp.batch() returns data.deliveries[]
    language sql
as $$
    select array_agg(d order by d.delivery_id) from data.deliveries as d
    where d.tenant_id = given.tenant_id('alder') and d.kind = 'k';
$$;

select is(
    private.over_message_limit((pg_temp.batch())[1], pg_temp.batch(), 0), null, 'the first message'
);
select ok(
    private.over_message_limit((pg_temp.batch())[2], pg_temp.batch(), 1) ? 'skipped',
    'and no second'
);
select is(
    private.over_message_limit((pg_temp.batch())[3], pg_temp.batch(), 1), null,
    'a letter of ours is no message of theirs'
);
update data.deliveries set status = 'delivered', settled_at = now()
where delivery_id = (pg_temp.batch())[1].delivery_id;
select is(
    private.used_of(given.tenant_id('alder'), 'messages'),
    2::bigint,
    'what went out, and what is about to'
);
select ok(
    private.over_message_limit((pg_temp.batch())[2], array[(pg_temp.batch())[2]], 0) ? 'skipped',
    'nor later'
);

select * from finish();
rollback;
