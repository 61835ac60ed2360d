-- api.create_cash_movement and api.create_cash_count: what goes through a till besides payments.

begin;
select plan(12);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Sam', 'staff');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Olga', 'owner');

create function pg_temp.move(
    p_minor bigint, p_kind text default 'paid_out', p_location_id uuid default null
) returns jsonb
    language sql
as $$
    select api.create_cash_movement(
        given.tenant_id('alder'), jsonb_build_object('amount', p_minor, 'currency', 'EUR'), 'Milk',
        p_kind, p_location_id
    );
$$;

create function pg_temp.posted() returns text
    language sql security definer
as $$
    select string_agg(kind || ' ' || balance_minor, ', ' order by kind)
    from data.balances where tenant_id = given.tenant_id('alder');
$$;

select is(
    given.outcomes('alder', 'select pg_temp.move(100, ''paid_in'')'),
    'guest KA001, staff done, manager done, owner done', 'staff take from the till'
);
select is(pg_temp.posted(), 'cash 300, cash_moved -300', 'what was put in is there');
select given.acting_for('alder', 'staff', 'Sam', '{"idempotency_key": "k", "request_hash": "h"}');
select is(
    pg_temp.move(250) - 'id' - 'recorded_at' - 'recorded_by' - 'location_id',
    '{
        "kind": "paid_out", "amount": {"amount": 250, "currency": "EUR"}, "difference": null,
        "reason": "Milk"
    }',
    'what was taken out'
);
select is(pg_temp.move(250) ->> 'kind', 'paid_out', 'is written down once');
select given.acting_for('alder', 'staff', 'Sam');
select is(pg_temp.posted(), 'cash 50, cash_moved -50', 'and off');
select is(given.outcome('select pg_temp.move(1, ''counted'')'), '23514', 'in or out');
select is(
    api.create_cash_count(
        given.tenant_id('alder'), '{"amount": 45, "currency": "EUR"}'
    ) -> 'difference',
    '{"amount": -5, "currency": "EUR"}', 'who counts is told what is missing'
);
select is(
    pg_temp.posted(), 'cash 45, cash_differences 5, cash_moved -50', 'and that is written off'
);
select given.nobody();
insert into data.locations (tenant_id, name, time_zone)
values (given.tenant_id('alder'), 'Branch', 'Europe/Rome');
select given.acting_for('alder', 'staff', 'Sam');
select is(given.outcome('select pg_temp.move(1)'), 'KV150', 'of two places one is said');
select lives_ok(
    $$ select pg_temp.move(1, 'paid_in', given.location_id('alder', 'Branch')) $$, 'that one has it'
);
select is(
    given.outcome($$ select pg_temp.move(1, 'paid_in', given.location_id('birch')) $$), 'KN006',
    'nobody else''s'
);
select is(
    api.create_cash_count(
        given.tenant_id('alder'), '{"amount": 1, "currency": "EUR"}', 'Noon',
        given.location_id('alder', 'Branch')
    ) #>> '{difference,amount}',
    '0', 'each has its own till'
);

select * from finish();
rollback;
