-- api.finish_google: a Google Calendar is connected, and connected again; what is written there by
-- private.wanted_calendars and private.calendar_details.

begin;
select plan(23);

select given.tenant('alder'), given.tenant('birch');
select given.resource('alder', 'Ann'), given.resource('alder', 'Ben');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Ann', 'staff');
select given.member('alder', 'Ben', 'staff');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');

create function pg_temp.finish(
    p_resource text, p_token text default 'sealed', p_shows text default 'service'
) returns jsonb
    language sql
    return api.finish_google(
        p_tenant_id => given.tenant_id('alder'),
        p_resource_id => given.resource_id('alder', p_resource),
        p_name => 'Mine',
        p_shows => p_shows,
        p_sealed_token => p_token
    );

-- What waits to be written: to which calendar, because of what, and as what.
create function pg_temp.queued() returns text[]
    language plpgsql security definer
as $$
declare
    v_queued text[];
begin
    v_queued := array(
        select concat_ws(
            ', ',
            private.calendar_details(d) ->> 'secret',
            d.kind,
            coalesce(private.calendar_details(d) #>> '{booking,summary}', 'none')
        )
        from data.deliveries as d
        where d.channel = 'calendar'
        order by 1
    );
    delete from data.deliveries where channel = 'calendar';
    return v_queued;
end;
$$;

-- The same, after the worker has relayed what has happened; whoever acts has to be said anew.
create function pg_temp.waiting() returns text[]
    language plpgsql
as $$
begin
    perform given.acting_for('alder', 'worker');
    perform api.relay_events(null);
    return pg_temp.queued();
end;
$$;

create function pg_temp.sync() returns data.calendar_syncs
    language sql security definer
    return (select s from data.calendar_syncs as s);

-- Reading it has failed, since long ago.
create function pg_temp.fail() returns void
    language sql security definer
begin atomic
    update data.calendar_syncs
    set failures = 3, failing_since = now(), last_error = 'x', state = '{"sync_token": "1"}',
        due_at = now() + interval '1 day', claim_id = calendar_id;
end;

select given.acting_for('alder');
select throws_ok($$ select pg_temp.finish('Ann') $$, 'KA001', null, 'a guest has no calendar here');
select given.acting_for('alder', 'staff', 'Ben');
select throws_ok($$ select pg_temp.finish('Ann') $$, 'KF001', null, 'nor have others hers');
select given.acting_for('birch', 'owner');
select throws_ok($$ select pg_temp.finish('Ann') $$, 'KN005', null, 'nor has another business');

select given.nobody();
create temporary table made as
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')::timestamp, 'Zoe') as id;
grant select on made to public;
select is(pg_temp.waiting(), '{}'::text[], 'without a calendar nothing is written');

select given.acting_for('alder', 'staff', 'Ann');
select is(
    (pg_temp.finish('Ann') - '{id,resource_id,created_at,next_sync_at}'::text[]),
    '{"kind": "google", "name": "Mine", "status": "new", "synced_at": null, "failing_since": null,
      "error": null, "shows": "service"}'::jsonb,
    'she connects her own'
);
select is(
    pg_temp.waiting(), '{"sealed, calendar.created, Cut"}'::text[],
    'what is to come is written there'
);
select given.nobody();
select pg_temp.fail();
select given.acting_for('alder', 'staff', 'Ann');
select is(pg_temp.finish('Ann', 'new', 'first_name') ->> 'status', 'new', 'she connects it again');
select is(
    jsonb_array_length(api.list_calendars(given.tenant_id('alder')) -> 'items'), 1,
    'it is the same one'
);
select is((pg_temp.sync()).state, '{}'::jsonb, 'and is read from the beginning');
select ok((pg_temp.sync()).due_at = now(), 'at once');
select given.acting_for('alder', 'worker');
select lives_ok(
    $$ select api.settle_calendar(
        p_tenant_id => given.tenant_id('alder'),
        p_calendar_id => (pg_temp.sync()).calendar_id,
        p_claim_id => (pg_temp.sync()).calendar_id,
        p_again_seconds => 900,
        p_state => '{"sync_token": "of the old one"}'
    ) $$, 'who read it before has read another'
);
select is((pg_temp.sync()).state, '{}'::jsonb, 'and that counts for nothing');
select is(
    pg_temp.waiting(), '{"new, calendar.updated, Cut: Zoe"}'::text[],
    'all that is to come is written again, as she wants it now'
);
select given.acting_for('alder', 'staff', 'Ann');
select lives_ok($$ select pg_temp.finish('Ann', 'new', 'nothing') $$, 'she wants less');
select is(
    pg_temp.waiting(), '{"new, calendar.updated, Alder"}'::text[],
    'so nothing of what it is is told'
);

select given.acting_for('alder', 'owner', 'Olga');
select lives_ok($$ select pg_temp.finish('Ben', 'of Ben') $$, 'an owner connects that of Ben');
select is(pg_temp.waiting(), '{}'::text[], 'who has nothing to do yet');
select given.acting_for('alder', 'owner', 'Olga');
select lives_ok(
    $$ select api.reschedule_booking(
        given.tenant_id('alder'), (select id from made), given.at('alder', given.day(0, '12:00')),
        p_resource_id => given.resource_id('alder', 'Ben')
    ) $$, 'it is handed over'
);
select is(
    pg_temp.waiting(),
    '{"new, booking.rescheduled, none","of Ben, booking.rescheduled, Cut"}'::text[],
    'and goes from one calendar to the other'
);
select given.acting_for('alder', 'owner', 'Olga');
select lives_ok(
    $$ select api.cancel_booking(given.tenant_id('alder'), (select id from made)) $$,
    'it is called off'
);
select is(
    pg_temp.waiting(), '{"of Ben, booking.cancelled_by_business, none"}'::text[],
    'and goes from where it is'
);

select given.nobody();
select private.record_event(
    given.tenant_id('alder'), 'booking.expired', (select id from made), 9, jsonb_build_object(
        'resource_id', given.resource_id('alder', 'Ann'), 'previous_status', was
    )
)
from unnest('{held,pending}'::text[]) as was;
select is(
    pg_temp.waiting(), '{"new, booking.expired, none"}'::text[],
    'a request that lapses goes; a hold was never there'
);

select given.acting_for('alder', 'owner', 'Olga');
select lives_ok(
    $$ select api.find_google_token(
        given.tenant_id('alder'), (c ->> 'id')::uuid
    ) from jsonb_array_elements(api.list_calendars(given.tenant_id('alder')) -> 'items') as c $$,
    'what opens them is there to be given back'
);
select * from finish();
rollback;
