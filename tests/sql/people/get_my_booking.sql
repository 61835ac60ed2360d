-- api.get_my_booking: one booking of an account.

begin;
select plan(3);

select given.patrons();

select given.acting_as_patron('Zoe');
select is(
    api.get_my_booking(null, far) -> 'tenant', '{"slug": "birch", "name": "Birch"}',
    'wherever it is'
) from booked;
select is(
    current_setting('response.headers')::jsonb ->> 'ETag', '"1"', 'with its version'
);

select is(
    given.others('select api.get_my_booking(null, zoe) from booked'),
    'Eve KN003, Adam KN003, guest KA001',
    'what is another''s is not there, and who is nobody signs in first'
);

select * from finish();
rollback;
