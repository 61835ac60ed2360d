-- data.backlog: what waits for what.

begin;
select plan(1);

select given.deliveries('alder');
select given.claimed('alder');
select given.settled('alder', 'e1', 'delivered'), given.settled('alder', 'e2', 'gone'),
    given.settled('alder', 'e3', 'failed');

select given.nobody();
select results_eq(
    $$
        select channel, kind, waiting, under_way, retrying, later, dead
        from data.backlog
        where tenant_id = given.tenant_id('alder') and channel <> 'relay'
        order by 1, 2
    $$,
    $$ values
        ('email', 'e2', 0::bigint, 0::bigint, 0::bigint, 0::bigint, 1::bigint),
        ('email', 'e3', 0, 0, 1, 0, 0),
        ('webhook', 'ping', 0, 1, 0, 0, 0)
    $$,
    'what is under way, waits for its next attempt, and is dead; what is over is not in it'
);

select * from finish();
rollback;
