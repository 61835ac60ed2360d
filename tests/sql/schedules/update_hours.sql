-- api.update_hours: changing when a resource works every week.

begin;
select plan(14);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Sam', 'staff');
select given.booking('alder', 'Cut', 'Ann', given.day(0, '09:00'));
create temporary table monday as select hours_id from data.hours where weekday = 1;
grant select on monday to public;

create function pg_temp.update_hours(
    p_opens time default null, p_closes time default null, p_from date default null,
    p_until date default null, p_clear jsonb default '[]', p_weekday integer default null,
    p_slug text default 'alder', p_id uuid default null
) returns jsonb
    language sql
as $$
    select api.update_hours(
        p_tenant_id => given.tenant_id(p_slug),
        p_resource_id => given.resource_id('alder', 'Ann'),
        p_hours_id => coalesce(p_id, (select hours_id from monday)),
        p_weekday => p_weekday,
        p_opens_at => p_opens,
        p_closes_at => p_closes,
        p_valid_from => p_from,
        p_valid_until => p_until,
        p_clear => p_clear
    );
$$;

select given.acting_for('alder', 'owner', 'Olga');
select is(
    pg_temp.update_hours('10:00', '18:00', '2030-01-01', '2030-01-01') - '{id,resource_id}'::text[],
    '{"weekday": 1, "opens_at": "10:00", "closes_at": "18:00",
      "valid_from": "2030-01-01", "valid_until": "2030-01-01"}',
    'what is given changes, and a booking in the way does not hinder it'
);
select ok(
    given.has_locked('alder', 'Ann'), 'until it is there for all to see, nobody else books'
);
select is(
    pg_temp.update_hours(p_clear => '["valid_from"]') - '{id,resource_id}'::text[],
    '{"weekday": 1, "opens_at": "10:00", "closes_at": "18:00",
      "valid_from": null, "valid_until": "2030-01-01"}',
    'what is cleared goes, the rest stays'
);
select is(
    api.get_hours(
        given.tenant_id('alder'), given.resource_id('alder', 'Ann'), hours_id
    ) ->> 'opens_at',
    '10:00', 'and it is kept'
) from monday;
select is(
    pg_temp.update_hours(p_weekday => 2) -> 'weekday', '2'::jsonb, 'they may move to another day'
);

select throws_ok(
    $$ select pg_temp.update_hours(p_from => '2030-01-02') $$,
    'KV030', null, 'the first date is not after the last, which was there before'
);
select throws_ok(
    $$ select pg_temp.update_hours('09:00:30') $$, 'KV030', null, 'hours are said to the minute'
);
select throws_ok(
    $$ select pg_temp.update_hours(p_clear => '["opens_at"]') $$,
    '23502', null, 'what is needed cannot be cleared'
);
select throws_ok(
    $$ select pg_temp.update_hours(p_id => uuidv7()) $$, 'KN007', null, 'they have to be there'
);
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.update_hours('11:00', p_slug => 'birch') $$,
    'KN007', null, 'another business''s hours do not exist'
);
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok($$ select pg_temp.update_hours('11:00') $$, 'KF001', null, 'staff may not');
select given.acting_for('alder');
select throws_ok($$ select pg_temp.update_hours('11:00') $$, 'KA001', null, 'nor may a guest');

select given.nobody();
select is(
    (select status from data.bookings), 'confirmed', 'the booking stays as it is'
);
select is(
    (select count(*)::integer from data.events where type = 'hours.updated'), 3,
    'every change is told'
);

select * from finish();
rollback;
