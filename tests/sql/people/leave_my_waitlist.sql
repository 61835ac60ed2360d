-- api.leave_my_waitlist: an account waits no longer.

begin;
select plan(3);

select given.patrons();
select given.patrons_waiting();

select is(
    given.others('select api.leave_my_waitlist(null, zoe) from waits'),
    'Eve KN012, Adam KN012, guest KA001',
    'what is another''s is not there, and who is nobody signs in first'
);

select given.acting_as_patron('Zoe');
select is(
    api.leave_my_waitlist(null, far) -> 'tenant' ->> 'slug', 'birch', 'wherever it is'
) from waits;
select throws_ok(
    $$ select given.acting_as_patron('Zoe'); select api.leave_my_waitlist(null, far) from waits $$,
    'KC051', null, 'once'
);

select * from finish();
rollback;
