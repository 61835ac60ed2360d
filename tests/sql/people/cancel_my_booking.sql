-- api.cancel_my_booking: an account cancels.

begin;
select plan(5);

select given.patrons();

select is(
    given.others('select api.cancel_my_booking(null, zoe) from booked'),
    'Eve KN003, Adam KN003, guest KA001',
    'what is another''s is not there, and who is nobody signs in first'
);

select given.acting_as_patron('Zoe', '{"if_match": "7"}');
select throws_ok(
    $$ select api.cancel_my_booking(null, zoe) from booked $$, 'KP001', null, 'versions matter'
);
select given.acting_as_patron('Zoe', '{"idempotency_key": "k", "request_hash": "h"}');
select is(
    api.cancel_my_booking(null, far) ->> 'status', 'cancelled_by_customer', 'wherever it is'
) from booked;
select given.acting_as_patron('Zoe', '{"idempotency_key": "k", "request_hash": "h"}');
select is(
    api.cancel_my_booking(null, far) ->> 'version', '2', 'and once'
) from booked;
select given.nobody();
update data.bookings set cancel_window_minutes = 525600;
select given.acting_as_patron('Zoe');
select throws_ok(
    $$ select api.cancel_my_booking(null, zoe) from booked $$,
    'KV017', null, 'within the time that the business allows'
);
select * from finish();
rollback;
