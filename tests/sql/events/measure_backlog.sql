-- api.measure_backlog: how far behind deliveries of all businesses are.

begin;
select plan(4);

select given.deliveries('alder');
select given.claimed('alder');
select given.settled('alder', 'e1', 'delivered'), given.settled('alder', 'e2', 'gone');
select given.nobody();
select given.deliveries('birch');

create function pg_temp.measured() returns jsonb
    language sql
    return api.measure_backlog(private.begin_claims('{"role": "worker"}', true)) -> 'channels';

select is(pg_temp.measured() #>> '{email,dead}', '1', 'what was given up, in any business');
select is(pg_temp.measured() #>> '{email,waiting}', '3', 'and what is due, and nobody is at');
select is(
    pg_temp.measured() -> 'sms', '{"dead": 0, "waiting": 0, "lag_seconds": 0}',
    'where there is nothing it says so'
);
select throws_ok(
    $$ select api.measure_backlog(private.begin_claims('{"role": "owner"}', true)) $$,
    'KF001', null, 'to nobody who has signed in'
);

select * from finish();
rollback;
