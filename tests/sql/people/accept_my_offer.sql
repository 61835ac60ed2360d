-- api.accept_my_offer: an account accepts.

begin;
select plan(3);

select given.patrons();
select given.patrons_waiting();

select given.acting_for('alder', 'owner', 'Olga');
select api.cancel_booking(given.tenant_id('alder'), eve) from booked;

select is(
    given.others('select api.accept_my_offer(null, zoe) from waits'),
    'Eve KN012, Adam KN012, guest KA001',
    'what is another''s is not there, and who is nobody signs in first'
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
