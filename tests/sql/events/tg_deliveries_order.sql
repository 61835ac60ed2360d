-- private.tg_deliveries_order: of one thing one delivery is next, whoever ends another.

begin;
select plan(8);

select given.tenant('alder');
select given.webhook('alder', '{nothing.at_all}', given.target_id());

-- Deliveries of one thing, and which of them does not wait. As a DBA sees it.
create function pg_temp.queue(variadic p_kinds text[]) returns void
    language plpgsql security definer
as $$
begin
    perform private.queue_deliveries(given.tenant_id('alder'), array(
        select row(
            'webhook', given.target_id(), given.target_id(), null, k.kind, null, null
        )::private.wanted
        from unnest(p_kinds) with ordinality as k (kind, nth)
        order by k.nth
    ));
end;
$$;

create function pg_temp.next() returns text
    language sql
    return (
        select string_agg(kind, ' ' order by delivery_id) from data.deliveries
        where status = 'pending' and not waits
    );

select given.acting_for('alder', 'worker');
select pg_temp.queue('a', 'b');
select pg_temp.queue('c', 'd');
select given.nobody();
select is(pg_temp.next(), 'a', 'the first comes first, and what is queued later waits too');

update data.deliveries set status = 'discarded', settled_at = now() where kind = 'b';
select is(pg_temp.next(), 'a', 'that another is given up changes nothing');

update data.queues set due_at = 'infinity';
update data.deliveries set status = 'discarded', settled_at = now() where kind = 'a';
select is(pg_temp.next(), 'c', 'a DBA ends the first, and the next is next');
select ok(
    (select due_at <= now() from data.queues where channel = 'webhook'),
    'whose queue is looked at'
);

select given.claimed('alder');
select given.nobody();
update data.deliveries set status = 'pending', settled_at = null where kind in ('a', 'b');
select is(pg_temp.next(), 'c', 'what begins anew does not overtake what is under way');
select given.settled('alder', 'c', 'delivered');
select given.nobody();
select is(pg_temp.next(), 'a', 'and comes before what is behind it');

update data.deliveries set due_at = now() + interval '1 hour' where kind = 'a';
select is(pg_temp.next(), 'a', 'what is put off keeps its place');

update data.deliveries set status = 'discarded', settled_at = now() where status = 'pending';
select is(pg_temp.next(), null, 'in the end nothing is left');

select * from finish();
rollback;
