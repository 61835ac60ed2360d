-- api.list_booking_consents: what was consented to with a booking.

begin;
select plan(4);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.resource('birch', 'Ann');
select given.service('birch', 'Cut', 60, 'Ann');
create temporary table booked as
select
    given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Zoe') as zoe,
    given.booking('birch', 'Cut', 'Ann', given.day(1, '10:00'), 'Zoe') as far,
    given.booking('alder', 'Cut', 'Ann', given.day(2, '10:00'), 'Eve') as eve;
grant select on booked to public;

create function pg_temp.give(p_booking_id uuid, p_purpose text default 'photos') returns jsonb
    language sql
    return api.give_consent(given.tenant_id('alder'), p_booking_id, p_purpose, 'Yes.');

select given.acting_for('alder', 'owner', 'Olga');
select api.record_consent(given.tenant_id('alder'), customer_id, 'marketing', 'Yes.')
from (
    select (api.get_booking(given.tenant_id('alder'), zoe) -> 'customer' ->> 'id')::uuid
        as customer_id
    from booked
) as c;
select given.acting_with_token('alder', zoe) from booked;
select pg_temp.give(zoe, 'photos'), pg_temp.give(zoe, 'health-data') from booked;
select is(
    jsonb_path_query_array(
        api.list_booking_consents(given.tenant_id('alder'), zoe), '$.items[*].purpose'
    ),
    '["health-data", "photos"]', 'the latest first, and what was not given with it is not there'
) from booked;
select is(
    api.list_booking_consents(
        given.tenant_id('alder'), zoe, 1,
        api.list_booking_consents(given.tenant_id('alder'), zoe, 1) ->> 'next_cursor'
    ) -> 'items' -> 0 ->> 'purpose',
    'photos', 'page after page'
) from booked;
select throws_ok(
    $$ select api.list_booking_consents(given.tenant_id('alder'), zoe, 1, 'x') from booked $$,
    'KV002', null, 'a cursor has to be ours'
);
select throws_ok(
    $$ select api.list_booking_consents(given.tenant_id('alder'), eve) from booked $$,
    'KN003', null, 'a token opens one booking'
);

select * from finish();
rollback;
