-- api.give_consent: a guest says yes.

begin;
select plan(5);

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

select given.acting_with_token('alder', zoe) from booked;
select is(
    pg_temp.give(zoe) - '{id,given_at}'::text[],
    jsonb_build_object(
        'purpose', 'photos', 'wording', 'Yes.', 'locale', 'en', 'source', 'guest',
        'booking_id', zoe, 'recorded_by', null, 'withdrawn_at', null
    ),
    'with the token of a booking, and in its language'
) from booked;
select throws_ok(
    $$ select pg_temp.give(eve) from booked $$, 'KN003', null, 'and of no other'
);
select given.acting_for('alder');
select throws_ok($$ select pg_temp.give(zoe) from booked $$, 'KN003', null, 'nor without');
select given.acting_for('alder', 'owner', 'Olga');
select is(pg_temp.give(zoe) ->> 'source', 'staff', 'what the staff write down is theirs')
from booked;
select given.acting_for('alder', 'customer');
select throws_ok(
    $$ select pg_temp.give(zoe) from booked $$, 'KF001', null, 'customers have their own way'
);

select * from finish();
rollback;
