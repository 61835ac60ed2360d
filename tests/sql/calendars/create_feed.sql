-- api.create_feed, list_feeds, delete_feed and get_feed: what is booked, for other programs.

begin;
select plan(27);

select given.tenant('alder'), given.tenant('birch');
select given.resource('alder', 'Ann'), given.resource('alder', 'Ben');
select given.resource('alder', 'Room', 'room');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Ann', 'staff');
select given.member('alder', 'Ben', 'staff');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');
select given.service('alder', 'Duet', 60, 'Ben');
select given.requirement('alder', 'Duet', 2, 1, 'Ann');
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Zoe');
select given.booking('alder', 'Cut', 'Ben', given.day(0, '10:00'), 'Eve');
select given.booking('alder', 'Duet', 'Ben', given.day(1, '10:00'), 'Eve');

create function pg_temp.create_feed(p_token text, p_resource text) returns jsonb
    language sql
    return api.create_feed(
        p_tenant_id => given.tenant_id('alder'),
        p_token => p_token,
        p_resource_id => given.resource_id('alder', p_resource)
    );

create function pg_temp.follow(p_token text, p_slug text default 'alder') returns void
    language sql
    return given.acting_for(p_slug, 'guest', null, jsonb_build_object(
        'feed_hash', encode(sha256(convert_to(p_token, 'UTF8')), 'hex')
    ));

create function pg_temp.events(p_slug text default 'alder') returns text
    language sql
    return (
        select string_agg(
            concat_ws(' ', e ->> 'service', e ->> 'customer_name', e ->> 'status'), ', '
        )
        from jsonb_array_elements(api.get_feed(given.tenant_id(p_slug)) -> 'events') as e
    );

create function pg_temp.set_status(p_status text, p_ago interval) returns void
    language plpgsql security definer
as $$
begin
    alter table data.bookings disable trigger user;
    update data.bookings
    set status = p_status, updated_at = now() - p_ago
    where customer_name = 'Zoe';
    alter table data.bookings enable trigger user;
end;
$$;

create temporary table made (one uuid);
grant all on made to public;

select given.acting_for('alder');
select throws_ok($$ select pg_temp.create_feed('t', 'Ann') $$, 'KA001', null, 'guests make none');
select given.acting_for('alder', 'staff', 'Ben');
select throws_ok(
    $$ select pg_temp.create_feed('t', 'Ann') $$, 'KF001', null, 'staff make one of themselves'
);
select given.acting_for('alder', 'staff', 'Ann');
select throws_ok(
    $$
        select api.create_feed(
            given.tenant_id('alder'), 't', null, given.location_id('alder')
        )
    $$,
    'KF001', null, 'and not of a location'
);
select throws_ok(
    $$ select api.create_feed(given.tenant_id('alder'), 't') $$, 'KV571', null, 'it is of something'
);
select throws_ok(
    $$
        select api.create_feed(
            given.tenant_id('alder'), 't', given.resource_id('alder', 'Ann'),
            given.location_id('alder')
        )
    $$,
    'KV571', null, 'and of one thing'
);
select throws_ok(
    $$ select api.create_feed(given.tenant_id('alder'), 't', uuidv7()) $$, 'KN005', null,
    'that is there'
);
create temporary table said as
select api.create_feed(
    given.tenant_id('alder'), 'ann', given.resource_id('alder', 'Ann')
) as feed;
grant all on said to public;
select is((select feed ->> 'path' from said), '/v1/feeds/ann.ics', 'its path is said');
insert into made select (feed ->> 'id')::uuid from said;
select is(
    api.list_feeds(given.tenant_id('alder')) #> '{items,0,path}', 'null', 'and not said again'
);
select given.acting_for('alder', 'staff', 'Ben');
select is(
    api.list_feeds(given.tenant_id('alder')) -> 'items', '[]', 'others'' are not seen'
);
select throws_ok(
    $$ select api.delete_feed(given.tenant_id('alder'), one) from made $$, 'KN571', null,
    'nor removed'
);

select pg_temp.follow('ann');
select is(
    pg_temp.events(), 'Cut Zoe confirmed, Duet confirmed',
    'it has what they lead, and without whose it is what they take part in'
);
select is(
    api.get_feed(given.tenant_id('alder')) - 'events',
    '{"name": "Ann", "time_zone": "Europe/Rome"}',
    'it says whose it is'
);
select pg_temp.follow('wrong');
select throws_ok($$ select pg_temp.events() $$, 'KN571', null, 'another token opens nothing');
select pg_temp.follow('ann', 'birch');
select throws_ok($$ select pg_temp.events('birch') $$, 'KN571', null, 'nor does one of another');
select given.acting_for('alder');
select throws_ok($$ select pg_temp.events() $$, 'KN571', null, 'or none');
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok($$ select pg_temp.events() $$, 'KN571', null, 'not even for an owner');

select pg_temp.set_status('cancelled_by_customer', '2 days');
select pg_temp.follow('ann');
select is(
    pg_temp.events(), 'Cut Zoe cancelled_by_customer, Duet confirmed',
    'what was cancelled is there for a while'
);
select pg_temp.set_status('cancelled_by_customer', '31 days');
select pg_temp.follow('ann');
select is(pg_temp.events(), 'Duet confirmed', 'and then no more');
select pg_temp.set_status('declined', '0 days');
select pg_temp.follow('ann');
select is(pg_temp.events(), 'Duet confirmed', 'what was never agreed is not');
select pg_temp.set_status('confirmed', '0 days');

select given.acting_for('alder', 'manager', 'Max');
select lives_ok(
    $$ select api.create_feed(given.tenant_id('alder'), 'all', null, given.location_id('alder')) $$,
    'managers make one of a location'
);
select pg_temp.follow('all');
select is(
    pg_temp.events(), 'Cut Zoe confirmed, Cut Eve confirmed, Duet Eve confirmed',
    'which has everything'
);

-- What its maker may no longer see.
select given.nobody();
update data.members set role = 'staff' where user_id = given.user_id('alder', 'Max');
select pg_temp.follow('all');
select throws_ok($$ select pg_temp.events() $$, 'KN571', null, 'who was manager sees it no more');
select given.acting_for('alder', 'owner', 'Olga');
select lives_ok(
    $$ select api.delete_feed(given.tenant_id('alder'), one) from made $$, 'owners remove any'
);
select pg_temp.follow('ann');
select throws_ok($$ select pg_temp.events() $$, 'KN571', null, 'then it is gone');
select given.acting_for('alder', 'staff', 'Ben');
select api.create_feed(given.tenant_id('alder'), 'ben', given.resource_id('alder', 'Ben'));
select pg_temp.follow('ben');
select is(pg_temp.events(), 'Cut Eve confirmed, Duet Eve confirmed', 'Ben has his');
select given.nobody();
update data.resources set user_id = null where name = 'Ben';
delete from data.members where user_id = given.user_id('alder', 'Ben');
select pg_temp.follow('ben');
select throws_ok($$ select pg_temp.events() $$, 'KN571', null, 'until he leaves');
select given.nobody();
select ok(
    not exists (select from data.feeds where token_hash !~ '^[0-9a-f]{64}$'),
    'no token is kept'
);

select * from finish();
rollback;
