-- api.withdraw_booking_consent: a guest says no.

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

select given.acting_for('alder', 'owner', 'Olga');
create temporary table made as
select
    (api.record_consent(
        given.tenant_id('alder'),
        (api.get_booking(given.tenant_id('alder'), zoe) -> 'customer' ->> 'id')::uuid,
        'marketing', 'Yes.'
    ) ->> 'id')::uuid as by_staff,
    (pg_temp.give(zoe) ->> 'id')::uuid as with_booking
from booked;
grant select on made to public;

create function pg_temp.withdraw(p_consent_id uuid) returns jsonb
    language sql
    return (
        select api.withdraw_booking_consent(given.tenant_id('alder'), zoe, p_consent_id) from booked
    );

select given.acting_for('alder');
select throws_ok(
    $$ select pg_temp.withdraw(with_booking) from made $$, 'KN003', null, 'not without the token'
);
select given.acting_with_token('alder', zoe) from booked;
select throws_ok(
    $$ select pg_temp.withdraw(by_staff) from made $$,
    'KN029', null, 'nor what was not given with the booking'
);
select isnt(pg_temp.withdraw(with_booking) ->> 'withdrawn_at', null, 'it says when') from made;
select lives_ok($$ select pg_temp.withdraw(with_booking) from made $$, 'and may be said again');
select given.nobody();
select is(
    (select count(*)::integer from data.consents where withdrawn_at is null), 1,
    'the other stands'
);

select * from finish();
rollback;
