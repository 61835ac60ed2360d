-- api.create_my_push_subscription: the browser of somebody with an account.

begin;
select plan(5);

select given.patrons();
create function pg_temp.subscribe(p_slug text) returns jsonb
    language sql
    return api.create_my_push_subscription(
        null, p_slug, 'https://push.test/1', 'BA' || repeat('A', 85), repeat('A', 22), 'Mine'
    );

select given.acting_as_patron('Zoe');
select is(
    pg_temp.subscribe('birch') - '{id,created_at}'::text[],
    '{
        "user_agent": "Mine", "last_used_at": null,
        "tenant": {"slug": "birch", "name": "Birch"}
    }',
    'with any business that knows them'
);
select given.acting_as_patron('Zoe');
select throws_ok(
    $$ select pg_temp.subscribe('cedar') $$, 'KN030', null, 'and with no other'
);
select is(
    given.others('select pg_temp.subscribe(''birch'')'),
    'Eve KN030, Adam KN030, guest KA001', 'whom nobody knows there is told nothing of it'
);
create function pg_temp.again() returns jsonb
    language plpgsql
as $$
begin
    perform given.acting_as_patron('Zoe', '{"idempotency_key": "k", "request_hash": "h"}');
    return pg_temp.subscribe('alder');
end;
$$;
select is(pg_temp.again(), pg_temp.again(), 'a request that is sent again is answered again');
select given.nobody();
select results_eq(
    $$
        select d.slug::text, c.name::text, s.booking_id
        from data.push_subscriptions as s
        join data.directory as d on d.tenant_id = s.tenant_id
        join data.customers as c
            on c.tenant_id = s.tenant_id and c.customer_id = s.customer_id
        order by 1
    $$,
    $$ values ('alder', 'Zoe', null::uuid), ('birch', 'Zoe', null) $$,
    'it is told of all their bookings there'
);

select * from finish();
rollback;
