-- api.get_my_booking: one booking of an account.

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

select given.patron('Zoe'), given.patron('Eve'), given.patron('Adam');

select given.acting_as_patron('Zoe');
select is(
    api.get_my_booking(null, far) -> 'tenant', '{"slug": "birch", "name": "Birch"}',
    'wherever it is'
) from booked;
select is(
    current_setting('response.headers')::jsonb ->> 'ETag', '"1"', 'with its version'
);

select given.acting_as_patron('Eve');
select throws_ok(
    $$ select api.get_my_booking(null, zoe) from booked $$,
    'KN003', null, 'what is another''s is not there'
);
select given.acting_as_patron('Adam');
select throws_ok(
    $$ select api.get_my_booking(null, zoe) from booked $$,
    'KN003', null, 'nor for whom nobody knows'
);
select given.acting_for(null, 'guest');
select throws_ok(
    $$ select api.get_my_booking(null, zoe) from booked $$,
    'KA001', null, 'who is nobody signs in first'
);

select * from finish();
rollback;
