-- api.accept_my_offer: an account accepts.

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

create temporary table waits as
select
    given.waiting('alder', 'Cut', 'Ann', given.day(2, '10:00'), 'Zoe', 1) as zoe,
    given.waiting('birch', 'Cut', 'Ann', given.day(1, '10:00'), 'Zoe', 1) as far;
grant select on waits to public;

select given.acting_for('alder', 'owner', 'Olga');
select api.cancel_booking(given.tenant_id('alder'), eve) from booked;

select given.acting_as_patron('Eve');
select throws_ok(
    $$ select api.accept_my_offer(null, zoe) from waits $$,
    'KN012', null, 'what is another''s is not there'
);
select given.acting_as_patron('Adam');
select throws_ok(
    $$ select api.accept_my_offer(null, zoe) from waits $$,
    'KN012', null, 'nor for whom nobody knows'
);
select given.acting_for(null, 'guest');
select throws_ok(
    $$ select api.accept_my_offer(null, zoe) from waits $$,
    'KA001', null, 'who is nobody signs in first'
);

select given.acting_as_patron('Zoe');
select is(
    api.accept_my_offer(null, zoe) ->> 'status', 'confirmed', 'what is offered'
) from waits;
select throws_ok(
    $$ select given.acting_as_patron('Zoe'); select api.accept_my_offer(null, far) from waits $$,
    'KC051', null, 'and nothing else'
);

select * from finish();
rollback;
