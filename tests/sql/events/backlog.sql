-- data.backlog: what waits for what.

begin;
select plan(2);

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

create function pg_temp.queue() returns void
    language plpgsql security definer
as $$
begin
    perform private.queue_deliveries(given.tenant_id('alder'), array(
        select row(
            'email', given.target_id(), given.target_id(), null, k, given.message('alder'), null
        )::private.wanted
        from unnest('{first,second}'::text[]) as k
    ));
end;
$$;
select given.acting_for('alder', 'worker');
select pg_temp.queue();
select given.nobody();
select results_eq(
    $$
        select kind, waiting, blocked, lag_seconds > 0
        from data.backlog
        where tenant_id = given.tenant_id('alder') and kind in ('first', 'second')
        order by 1
    $$,
    $$ values ('first', 1::bigint, 0::bigint, false), ('second', 0, 1, false) $$,
    'what waits for another of its thing is not late'
);

select * from finish();
rollback;
