-- api.update_waitlist_entry: another window, or another place in the queue.

begin;
select plan(13);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 480, 'Ann');
select given.member('alder', 'Olga', 'owner');
update data.tenants set waitlist_rule = 'priority';
create temporary table made as
select
    given.booking('alder', 'Cut', 'Ann', given.day(0, '09:00'), 'Zoe') as monday,
    given.booking('alder', 'Cut', 'Ann', given.day(1, '09:00'), 'Zoe') as tuesday;
create temporary table entries (
    abe uuid default given.waiting('alder', 'Cut', 'Ann', given.day(0), 'Abe'),
    bea uuid default given.waiting('alder', 'Cut', 'Ann', given.day(0), 'Bea')
);
insert into entries default values;
grant select on entries, made to public;
create function pg_temp.change(
    p_from text default null, p_to text default null, p_priority integer default null,
    p_clear jsonb default '[]', p_slug text default 'alder'
) returns jsonb
    language sql
    return api.update_waitlist_entry(
        given.tenant_id(p_slug), (select bea from entries), p_from, p_to, p_priority, p_clear
    );

select given.acting_for('alder', 'owner', 'Olga');
select is((pg_temp.change(p_priority => 5) -> 'priority')::integer, 5, 'somebody may matter more');
select is(
    pg_temp.change(p_to => given.day(1)::date::text) ->> 'to', given.at('alder', given.day(2)),
    'or wait for longer'
);
select is(
    pg_temp.change(p_from => given.at('alder', given.day(0, '08:00'))) ->> 'from',
    given.at('alder', given.day(0, '08:00')), 'or from another moment on'
);
select throws_ok(
    $$ select pg_temp.change(p_to => given.day(2)::date::text) $$, 'KC050', null,
    'but not for what is free'
);
select throws_ok(
    $$ select pg_temp.change(p_to => '2020-01-01') $$, 'KV060', null, 'nor for what has passed'
);
select throws_ok(
    $$ select pg_temp.change(p_clear => '["to"]') $$, 'KV060', null, 'a window has an end'
);
select throws_ok(
    $$ select pg_temp.change(p_clear => '["priority"]') $$, '23502', null,
    'and everybody some priority'
);
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.change(p_priority => 5, p_slug => 'birch') $$, 'KN012', null,
    'another business''s entries are not there'
);
select given.acting_with_token('alder', bea) from entries;
select throws_ok(
    $$ select pg_temp.change(p_priority => 5) $$, 'KA001', null, 'nobody says it of themselves'
);

select given.acting_for('alder', 'owner', 'Olga');
select api.cancel_booking(given.tenant_id('alder'), monday) from made;
select is(given.waitlist('alder'), 'Abe waiting, Bea offered', 'who matters more comes first');
select throws_ok(
    $$ select pg_temp.change(p_priority => 6) $$, 'KC051', null,
    'what is offered is not changed any more'
);
select given.nobody();
select is(
    (select array_agg(type) from data.events where type = 'waitlist.updated'),
    array['waitlist.updated', 'waitlist.updated', 'waitlist.updated'], 'changes are told'
);

-- What is sold is another matter by now.

update data.waitlist set status = 'waiting', booking_id = null;
update data.services set archived_at = now();
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select pg_temp.change(p_to => given.day(0)::date::text) $$, 'KN002', null,
    'nobody begins to wait for what is sold no more'
);

select * from finish();
rollback;
