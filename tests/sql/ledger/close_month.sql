-- api.close_month: month by month, for good; what is late is posted in the month that is open.

begin;
select plan(21);

select given.tenant('alder', 'America/New_York');
select given.tenant('birch');
select given.member('alder', 'Sam', 'staff');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Olga', 'owner');
select given.member('birch', 'Bea', 'owner');

create function pg_temp.posted(p_id uuid, p_amount bigint, p_at timestamptz, p_kind text)
returns boolean
    language sql
as $$
    select private.post_journal(
        given.tenant_id('alder'),
        'booking.completed',
        p_id,
        array[
            private.line_for('receivable', p_amount, 'EUR'),
            private.line_for(p_kind, -p_amount, 'EUR')
        ],
        p_at
    );
$$;
create function pg_temp.closed(p_month text) returns text
    language sql
    return given.outcome(format(
        'select api.close_month(%L, %L)', given.tenant_id('alder'), p_month
    ));

-- The first moment of May in New York is four o'clock in UTC.
select pg_temp.posted(uuidv7(), 1000, '2026-03-10 12:00Z', 'revenue');
select pg_temp.posted(uuidv7(), 300, '2026-03-10 12:00Z', 'tax');
select pg_temp.posted(uuidv7(), 2000, '2026-05-01 03:59Z', 'revenue');
select pg_temp.posted(uuidv7(), 4000, '2026-05-01 04:00Z', 'revenue');

select is(
    given.outcomes('alder', format(
        'select api.close_month(%L, ''2026-05'')', given.tenant_id('alder')
    )),
    'guest KA001, staff KF001, manager KC187, owner KC187',
    'who runs the business, the first first'
);
select given.acting_for('alder', 'owner', 'Olga');
select is(pg_temp.closed('2026-04'), 'KC187', 'an earlier one is open');
select is(
    pg_temp.closed(to_char(now(), 'YYYY-MM')), 'KC185', 'one that is not over is not closed'
);
select given.acting_for('alder', 'owner', 'Olga', '{"idempotency_key": "k", "request_hash": "h"}');
select is(
    api.close_month(given.tenant_id('alder'), '2026-03')
    - '{closed_at,closed_by,rows,documents}'::text[],
    '{
        "month": "2026-03", "begins_at": "2026-03-01T05:00:00Z",
        "ends_at": "2026-04-01T04:00:00Z",
        "revenue": {"amount": 1000, "currency": "EUR"},
        "tax": {"amount": 300, "currency": "EUR"},
        "tips": {"amount": 0, "currency": "EUR"},
        "fees": {"amount": 0, "currency": "EUR"},
        "commissions": {"amount": 0, "currency": "EUR"},
        "payouts": {"amount": 0, "currency": "EUR"},
        "deposits_held": {"amount": 0, "currency": "EUR"}
    }',
    'the first is closed, on the clock of the business'
);
select is(
    api.close_month(given.tenant_id('alder'), '2026-03') #>> '{revenue,amount}', '1000',
    'once, however often it is sent'
);
select given.acting_for('alder', 'owner', 'Olga');
select is(pg_temp.closed('2026-03'), 'KC186', 'and never again');
select is(pg_temp.closed('2026-02'), 'KC186', 'nor one before it');
select is(pg_temp.closed('2026-05'), 'KC187', 'the next is the next');
select is(pg_temp.closed('2026-04'), 'done', 'then that');
select is(
    api.get_month_report(given.tenant_id('alder'), '2026-04') #>> '{revenue,amount}', '2000',
    'what was in the night is in the month where the business is'
);
select is(
    api.get_month_report(given.tenant_id('alder'), '2026-04') -> 'rows',
    '[
        {"kind": "receivable", "nature": "asset",
         "opening": {"amount": 1300, "currency": "EUR"},
         "debits": {"amount": 2000, "currency": "EUR"},
         "credits": {"amount": 0, "currency": "EUR"},
         "closing": {"amount": 3300, "currency": "EUR"}},
        {"kind": "revenue", "nature": "income",
         "opening": {"amount": 1000, "currency": "EUR"},
         "debits": {"amount": 0, "currency": "EUR"},
         "credits": {"amount": 2000, "currency": "EUR"},
         "closing": {"amount": 3000, "currency": "EUR"}},
        {"kind": "tax", "nature": "liability",
         "opening": {"amount": 300, "currency": "EUR"},
         "debits": {"amount": 0, "currency": "EUR"},
         "credits": {"amount": 0, "currency": "EUR"},
         "closing": {"amount": 300, "currency": "EUR"}}
    ]'::jsonb,
    'what each account had, what came and went, and what it has'
);

select given.nobody();
select pg_temp.posted('00000000-0000-0000-0000-00000000001a', 50, '2026-04-20 12:00Z', 'revenue');
select results_eq(
    $$
        select occurred_at, happened_at
        from data.journals
        where object_id = '00000000-0000-0000-0000-00000000001a'
    $$,
    $$ values (now(), '2026-04-20 12:00Z'::timestamptz) $$,
    'what is late is posted now, with a note of when it was'
);
select pg_temp.posted('00000000-0000-0000-0000-00000000001b', 60, '2026-05-20 12:00Z', 'revenue');
select results_eq(
    $$
        select occurred_at, happened_at
        from data.journals
        where object_id = '00000000-0000-0000-0000-00000000001b'
    $$,
    $$ values ('2026-05-20 12:00Z'::timestamptz, null::timestamptz) $$,
    'in an open month it is posted when it was'
);
insert into data.journals (tenant_id, kind, cause, object_id, occurred_at)
values (given.tenant_id('alder'), 'a.b', 'a.b:1', uuidv7(), '2026-03-05 12:00Z');
select results_eq(
    $$ select occurred_at, happened_at from data.journals where cause = 'a.b:1' $$,
    $$ values (now(), '2026-03-05 12:00Z'::timestamptz) $$,
    'whoever writes it'
);
select given.acting_for('alder', 'owner', 'Olga');
select is(
    api.get_month_report(given.tenant_id('alder'), '2026-04') #>> '{revenue,amount}', '2000',
    'so it says what it said'
);
select is(
    api.get_month_report(given.tenant_id('alder'), to_char(now(), 'YYYY-MM'))
    #>> '{revenue,amount}',
    '50', 'and the one that is open has it'
);
select is(
    (
        select string_agg(m.value ->> 'month', ', ')
        from jsonb_array_elements(api.list_months(given.tenant_id('alder')) -> 'items') as m
    ),
    '2026-04, 2026-03', 'they are listed, the last first'
);
select given.acting_for('birch', 'owner', 'Bea');
select is(
    api.close_month(given.tenant_id('birch'), '2020-01') #>> '{revenue,amount}', '0',
    'who has posted nothing closes what they like'
);
select given.nobody();
select throws_ok('delete from data.closed_months', '42501', null, 'none is opened again');
select throws_ok(
    'update data.closed_months set month = ''2026-01-01''', '42501', null, 'or is another'
);
select is(
    (
        select string_agg(data ->> 'month', ', ' order by event_id)
        from data.events
        where type = 'month.closed' and tenant_id = given.tenant_id('alder')
    ),
    '2026-03, 2026-04', 'and each is told'
);

select * from finish();
rollback;
