-- api.create_calendar, get_calendar, list_calendars and delete_calendar: outside calendars.

begin;
select plan(30);

select given.tenant('alder'), given.tenant('birch');
select given.resource('alder', 'Ann'), given.resource('alder', 'Ben');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Ann', 'staff');
select given.member('alder', 'Ben', 'staff');
select given.service('alder', 'Cut', 60, 'Ann');

create function pg_temp.create_calendar(
    p_resource text default 'Ann', p_url text default 'https://x.test/ann.ics'
) returns jsonb
    language sql
    return api.create_calendar(
        p_tenant_id => given.tenant_id('alder'),
        p_resource_id => given.resource_id('alder', p_resource),
        p_name => 'Home',
        p_url => p_url,
        p_sealed_url => 'sealed'
    );

create function pg_temp.get_calendar(p_id uuid, p_slug text default 'alder') returns jsonb
    language sql
    return api.get_calendar(given.tenant_id(p_slug), p_id);

create function pg_temp.delete_calendar(p_id uuid, p_slug text default 'alder') returns void
    language sql
    return api.delete_calendar(given.tenant_id(p_slug), p_id);

create function pg_temp.names() returns text[]
    language sql
    return array(
        select c ->> 'status'
        from jsonb_array_elements(api.list_calendars(given.tenant_id('alder')) -> 'items') as c
    );

-- The calendar says that Ann is busy in the morning of the first day.
create function pg_temp.busy(p_id uuid) returns void
    language sql security definer
begin atomic
    insert into data.busy (tenant_id, resource_id, calendar_id, external_id, starts_at, ends_at)
    select
        given.tenant_id('alder'), given.resource_id('alder', 'Ann'), p_id, 'e',
        given.at('alder', given.day(0, '09:00'))::timestamptz,
        given.at('alder', given.day(0, '17:00'))::timestamptz;
end;

create function pg_temp.count(p_table text) returns bigint
    language plpgsql security definer
as $$
declare
    v_count bigint;
begin
    execute format('select count(*) from data.%I', p_table) into v_count;
    return v_count;
end;
$$;

create temporary table made (one uuid);
grant all on made to public;

select given.acting_for('alder');
select throws_ok($$ select pg_temp.create_calendar() $$, 'KA001', null, 'guests have none');
select given.acting_for('alder', 'staff', 'Ben');
select throws_ok($$ select pg_temp.create_calendar() $$, 'KF001', null, 'staff add only their own');
select given.acting_for('alder', 'staff', 'Ann');
insert into made select (pg_temp.create_calendar() ->> 'id')::uuid;
select is(
    pg_temp.get_calendar(one) - '{id,created_at,next_sync_at,resource_id}'::text[],
    '{"kind": "ics", "name": "Home", "status": "new", "synced_at": null, "failing_since": null,
      "error": null, "shows": null}',
    'one is new at first, and its URL is not told again'
) from made;
select throws_ok(
    $$ select pg_temp.create_calendar('Ann', 'http://x.test/ann.ics') $$,
    'KV570', null, 'it has TLS'
);
select throws_ok(
    $$ select pg_temp.create_calendar('Ann', 'https://localhost/') $$,
    'KV522', null, 'and is somewhere else than here'
);
select throws_ok(
    $$ select pg_temp.create_calendar('Ann', 'file:///etc/passwd') $$,
    '23514', null, 'and is on the web'
);
select throws_ok(
    $$ select pg_temp.create_calendar('Ann', 'https://ann:secret@x.test/ann.ics') $$,
    '23514', null, 'without a password in it'
);
select lives_ok(
    $$ select pg_temp.create_calendar('Ann', 'webcal://x.test/ann.ics') $$,
    'as calendars write it is fine too'
);
select is(pg_temp.names(), '{new,new}'::text[], 'staff see their own');
select given.acting_for('alder', 'staff', 'Ben');
select is(pg_temp.names(), '{}'::text[], 'and not those of others');
select throws_ok($$ select pg_temp.get_calendar(one) from made $$, 'KF001', null, 'nor that one');
select throws_ok($$ select pg_temp.delete_calendar(one) from made $$, 'KF001', null, 'or end it');
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.get_calendar(one, 'birch') from made $$,
    'KN570', null, 'another business''s does not exist'
);
select throws_ok(
    $$ select pg_temp.delete_calendar(one, 'birch') from made $$, 'KN570', null, 'nor to remove'
);
select given.acting_for('alder', 'owner', 'Olga');
select is(pg_temp.names(), '{new,new}'::text[], 'owners see all');
select lives_ok(
    $$ select count(pg_temp.create_calendar('Ben')) from generate_series(1, 10) $$,
    'there may be ten of one person'
);
select throws_ok(
    $$ select pg_temp.create_calendar('Ben') $$, 'KC570', null, 'and not more'
);

-- What goes with it.
select pg_temp.busy(one) from made;
select given.acting_for('alder');
select throws_ok(
    $$ select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Eve') $$,
    'KV012', null, 'while it says so, nobody can book'
);
select lives_ok(
    $$ select given.waiting('alder', 'Cut', 'Ann', given.day(0), 'Zoe') $$, 'but wait'
);
select given.acting_for('alder', 'staff', 'Ann');
select lives_ok($$ select pg_temp.delete_calendar(one) from made $$, 'staff remove their own');
select throws_ok(
    $$ select pg_temp.delete_calendar(one) from made $$, 'KN570', null, 'once'
);
select is(pg_temp.count('busy'), 0::bigint, 'what it said goes with it');
select is(given.waitlist('alder'), 'Zoe offered', 'and who waits is offered the time');
select given.nobody();
select is(
    (
        select array_agg(
            jsonb_array_length(data -> 'taken') - jsonb_array_length(data -> 'freed')
            order by event_id
        )
        from data.events
        where type = 'busy.changed'
    ),
    '{1,-1}'::integer[], 'both are told'
);
select is(
    (select array_agg(type order by type) from data.events where type ~ '^calendar.deleted'),
    '{calendar.deleted}'::text[], 'as is that it was removed'
);
select ok(
    not exists (
        select from data.history where table_name = 'calendars' and after::text ~ 'sealed"'
    ),
    'the history does not have what opens it'
);

-- Whose it is no more.
select given.acting_for('alder', 'owner', 'Olga');
select is(pg_temp.count('calendars'), 11::bigint, 'eleven are left');
select lives_ok(
    $$ select api.delete_resource(given.tenant_id('alder'), given.resource_id('alder', 'Ben')) $$,
    'a person is given up'
);
select is(pg_temp.count('calendars'), 1::bigint, 'and their calendars with them');
select is(pg_temp.count('calendar_syncs'), 1::bigint, 'as is how reading them went');

select * from finish();
rollback;
