-- api.create_account_feed, list_account_feeds, delete_account_feed and get_account_feed: what
-- somebody has booked, wherever.

begin;
select plan(12);

select given.patrons();

create function pg_temp.follow(p_token text) returns void
    language sql
    return given.acting_for(null, 'guest', null, jsonb_build_object(
        'feed_hash', encode(sha256(convert_to(p_token, 'UTF8')), 'hex')
    ));

create function pg_temp.places() returns text
    language sql
    return (
        select string_agg(concat_ws(' ', e ->> 'business', e ->> 'customer_name'), ', ')
        from jsonb_array_elements(api.get_account_feed(null) -> 'events') as e
    );

create temporary table made (one uuid);
grant all on made to public;

select given.acting_for('alder');
select throws_ok(
    $$ select api.create_account_feed(null, 'zoe') $$, 'KA001', null, 'guests have no account'
);
select given.acting_as_patron('Zoe');
create temporary table said as
select api.create_account_feed(null, 'zoe') as feed;
grant all on said to public;
select is((select feed ->> 'path' from said), '/v1/feeds/zoe.ics', 'customers make one');
select is(
    api.list_account_feeds(null) #> '{items,0}', (select feed || '{"path": null}' from said),
    'and see it, without its path'
);
insert into made select (feed ->> 'id')::uuid from said;
select pg_temp.follow('zoe');
select is(pg_temp.places(), 'Alder, Birch', 'it has what they booked, in every business');
select pg_temp.follow('eve');
select throws_ok($$ select pg_temp.places() $$, 'KN571', null, 'another token opens nothing');
select given.acting_as_patron('Eve');
select is(api.list_account_feeds(null) -> 'items', '[]', 'others do not see it');
select throws_ok(
    $$ select api.delete_account_feed(null, one) from made $$, 'KN571', null, 'nor remove it'
);
select lives_ok($$ select api.create_account_feed(null, 'eve') $$, 'they have their own');
select pg_temp.follow('eve');
select is(pg_temp.places(), 'Alder', 'with what is theirs');
select given.acting_as_patron('Zoe');
select lives_ok($$ select api.delete_account_feed(null, one) from made $$, 'it can be removed');
select pg_temp.follow('zoe');
select throws_ok($$ select pg_temp.places() $$, 'KN571', null, 'then it is gone');
select given.acting_as_patron('Eve');
select throws_ok(
    $$ select count(api.create_account_feed(null, 'n' || n)) from generate_series(1, 11) as n $$,
    'KC571', null, 'ten are enough'
);

select * from finish();
rollback;
