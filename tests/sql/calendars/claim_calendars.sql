-- api.claim_calendars and api.settle_calendar: reading outside calendars, and what if that fails.

begin;
select plan(34);

select given.tenant('alder'), given.tenant('birch');
select given.resource('alder', 'Ann'), given.resource('birch', 'Ben');
select given.member('alder', 'Ann', 'staff');
select given.member('birch', 'Olga', 'owner');
insert into data.calendars (tenant_id, resource_id, kind, name, sealed_secret, shows)
values
(given.tenant_id('alder'), given.resource_id('alder', 'Ann'), 'ics', 'Home', 'sealed one', null),
(
    given.tenant_id('alder'), given.resource_id('alder', 'Ann'), 'google', 'Club', 'sealed two',
    'service'
),
(given.tenant_id('birch'), given.resource_id('birch', 'Ben'), 'ics', 'Away', 'sealed three', null);
insert into data.calendar_syncs (tenant_id, calendar_id)
select tenant_id, calendar_id from data.calendars;

create function pg_temp.claimed(p_limit integer default 20) returns text[]
    language sql
    return array(
        select t ->> 'secret'
        from jsonb_array_elements(api.claim_calendars(null, p_limit) -> 'items') as t
        order by t ->> 'secret'
    );

create function pg_temp.sync(p_name text) returns data.calendar_syncs
    language sql security definer
    return (
        select s
        from data.calendar_syncs as s
        join data.calendars as c on c.calendar_id = s.calendar_id
        where c.name = p_name
    );

create function pg_temp.status(p_name text) returns text
    language plpgsql security definer
as $$
declare
    v_claims constant text := current_setting('request.claims', true);
    v_status text;
begin
    perform set_config('request.claims', jsonb_build_object(
        'role', 'owner', 'tenant_id', (pg_temp.sync(p_name)).tenant_id
    )::text, true);
    v_status := private.calendar_json(c) ->> 'status' from data.calendars as c where c.name = p_name;
    perform set_config('request.claims', v_claims, true);
    return v_status;
end;
$$;

create function pg_temp.fail(p_name text, p_retry_after integer default null) returns void
    language sql
    return api.settle_calendar(
        p_tenant_id => (pg_temp.sync(p_name)).tenant_id,
        p_calendar_id => (pg_temp.sync(p_name)).calendar_id,
        p_claim_id => (pg_temp.sync(p_name)).claim_id,
        p_again_seconds => 900,
        p_error => 'It answers 500.',
        p_retry_after => p_retry_after
    );

create function pg_temp.settle(
    p_name text, p_spans jsonb, p_removed jsonb default null
) returns void
    language sql
    return api.settle_calendar(
        p_tenant_id => (pg_temp.sync(p_name)).tenant_id,
        p_calendar_id => (pg_temp.sync(p_name)).calendar_id,
        p_claim_id => (pg_temp.sync(p_name)).claim_id,
        p_again_seconds => 900,
        p_spans => p_spans,
        p_from => given.at('alder', given.day()),
        p_until => given.at('alder', given.day(30)),
        p_removed => p_removed,
        p_state => '{"etag": "1"}'
    );

create function pg_temp.span(p_id text) returns jsonb
    language sql
    return jsonb_build_array(jsonb_build_object(
        'id', p_id,
        'starts_at', given.at('alder', given.day(0, '10:00')),
        'ends_at', given.at('alder', given.day(0, '11:00'))
    ));

create function pg_temp.busy() returns text[]
    language sql security definer
    return array(select b.external_id from data.busy as b order by b.external_id);

-- Makes it so that reading a calendar has failed for so long.
create function pg_temp.failing_for(p_name text, p_long interval) returns void
    language sql security definer
begin atomic
    update data.calendar_syncs
    set failing_since = now() - p_long
    where calendar_id = (pg_temp.sync(p_name)).calendar_id;
end;

create function pg_temp.due(p_name text, p_ago interval) returns void
    language sql security definer
begin atomic
    update data.calendar_syncs
    set due_at = now() - p_ago
    where calendar_id = (pg_temp.sync(p_name)).calendar_id;
end;

create function pg_temp.messages() returns text[]
    language sql security definer
    return array(
        select concat_ws(' ', m.kind, m.recipient, m.locale, m.data ->> 'calendar')
        from data.messages as m order by m.recipient
    );

select given.acting_for('alder', 'owner');
select throws_ok($$ select pg_temp.claimed() $$, '42501', null, 'only the worker reads them');
select throws_ok($$ select pg_temp.fail('Home') $$, '42501', null, 'and says what they say');

select given.acting_for('alder', 'worker');
select is(
    (api.claim_calendars(given.tenant_id('birch')) #> '{items,0}')
    - '{starts_at,ends_at,claim_id}'::text[],
    jsonb_build_object(
        'id', (pg_temp.sync('Away')).calendar_id, 'tenant_id', given.tenant_id('birch'),
        'resource_id', given.resource_id('birch', 'Ben'), 'kind', 'ics',
        'secret', 'sealed three', 'state', '{}'::jsonb, 'time_zone', 'Europe/Rome'
    ),
    'one has all that is needed to read it'
);
select is(pg_temp.claimed(), '{sealed one,sealed two}'::text[], 'all businesses have their turn');
select is(pg_temp.claimed(), '{}'::text[], 'what one reads, another does not');
select ok(
    (pg_temp.sync('Home')).due_at = now() + interval '5 minutes', 'but may when that has died'
);

select lives_ok($$ select pg_temp.settle('Home', pg_temp.span('a')) $$, 'what it says counts');
select is(pg_temp.busy(), '{a}'::text[], 'there it is');
select is(pg_temp.status('Home'), 'current', 'and is known to be current');
select ok(
    (pg_temp.sync('Home')).due_at = now() + interval '900 seconds', 'it is read again'
);
select is((pg_temp.sync('Home')).state, '{"etag": "1"}', 'from where this one ended');
select lives_ok($$ select pg_temp.settle('Home', null) $$, 'nothing has changed');
select is(pg_temp.busy(), '{a}'::text[], 'and nothing is');
select lives_ok(
    $$ select pg_temp.settle('Club', pg_temp.span('b'), '[]') $$, 'some say what has changed'
);
select is(pg_temp.busy(), '{a,b}'::text[], 'which comes to what there is');
select lives_ok($$ select pg_temp.settle('Club', '[]', '["b"]') $$, 'or goes');
select is(pg_temp.busy(), '{a}'::text[], 'from it');

select lives_ok($$ select pg_temp.fail('Home') $$, 'it cannot be read');
select is(pg_temp.busy(), '{a}'::text[], 'what it said holds on');
select is(pg_temp.status('Home'), 'failing', 'and one sees that');
select ok(
    (pg_temp.sync('Home')).due_at - now() between interval '11 minutes' and interval '15 minutes',
    'it is tried again'
);
select lives_ok($$ select pg_temp.fail('Home') from generate_series(1, 3) $$, 'it fails again');
select ok(
    (pg_temp.sync('Home')).due_at - now() between interval '89 minutes' and interval '2 hours',
    'ever more rarely'
);
select lives_ok($$ select pg_temp.fail('Home', 80000) $$, 'they ask to be left alone');
select ok((pg_temp.sync('Home')).due_at = now() + interval '80000 seconds', 'and are');
select is(pg_temp.messages(), '{}'::text[], 'nobody is told at first');

select pg_temp.failing_for('Home', '25 hours');
select lives_ok($$ select pg_temp.fail('Home') from generate_series(1, 9) $$, 'for a day it fails');
select is(
    pg_temp.messages(), '{"calendar_unreachable ann@alder.test en Home"}'::text[],
    'then its person is told, once'
);
select ok(
    (pg_temp.sync('Home')).due_at - now() between interval '4 hours' and interval '6 hours',
    'and it is tried every six hours'
);
select given.acting_for('birch', 'worker');
select pg_temp.fail('Away');
select pg_temp.failing_for('Away', '25 hours');
select pg_temp.fail('Away');
select is(
    pg_temp.messages(),
    '{"calendar_unreachable ann@alder.test en Home",
      "calendar_unreachable olga@birch.test en Away"}'::text[],
    'of what is nobody''s own, the owner is told'
);
select given.acting_for('alder', 'worker');
select lives_ok($$ select pg_temp.settle('Home', pg_temp.span('a')) $$, 'it can be read again');
select is(pg_temp.status('Home'), 'current', 'and all is well');

-- Ever so many of one business are due, and one of another that has waited longer than most.
select pg_temp.due('Home', '1 minute'), pg_temp.due('Club', '3 minutes');
select pg_temp.due('Away', '2 minutes');
select is(
    pg_temp.claimed(2), '{sealed three,sealed two}'::text[], 'who has waited longest comes first'
);
select is(pg_temp.claimed(2), '{sealed one}'::text[], 'the others come then');

select * from finish();
rollback;
