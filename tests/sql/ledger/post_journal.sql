-- private.post_journal: what moved money is written down once, balances, and stays.

begin;
select plan(10);

select given.tenant('alder');
select set_config(
    'request.claims', jsonb_build_object('tenant_id', given.tenant_id('alder'))::text, true
);

create function pg_temp.post(p_cause text, p_amount bigint, p_kind text default 'cash')
returns boolean
    language sql
as $$
    select private.post_journal(
        given.tenant_id('alder'),
        'payment.paid',
        '00000000-0000-0000-0000-000000000001',
        array[
            private.line_for(p_kind, p_amount, 'EUR'),
            private.line_for(
                'gift_card', -p_amount, 'EUR', '00000000-0000-0000-0000-00000000000a'
            )
        ],
        now(),
        p_cause
    );
$$;

create function pg_temp.card() returns bigint
    language sql
as $$
    select private.left_on(
        given.tenant_id('alder'), 'gift_card', '00000000-0000-0000-0000-00000000000a', 'EUR'
    );
$$;

select is(pg_temp.card(), 0::bigint, 'there is nothing on a card that nobody bought');
select ok(pg_temp.post('sale:1', 500), 'it is bought');
select is(pg_temp.card(), 500::bigint, 'and has what was paid');
select ok(not pg_temp.post('sale:1', 500), 'what has caused a journal causes no other');
select is(pg_temp.card(), 500::bigint, 'nothing was written');
select throws_ok(
    $$ select pg_temp.post('spend:1', -501) $$, 'KC120', null, 'more than there is cannot be spent'
);
select ok(pg_temp.post('spend:2', -500), 'all of it can');
select throws_ok(
    $$ insert into data.postings (tenant_id, journal_id, line, account_id, amount_minor, unit)
    select tenant_id, journal_id, 9, account_id, 1, 'EUR' from data.postings limit 1 $$,
    '23514', null, 'what does not balance is refused'
);
select throws_ok(
    $$ insert into data.postings (tenant_id, journal_id, line, account_id, amount_minor, unit)
    select p.tenant_id, p.journal_id, 8 + n, p.account_id, n * 2 - 1, 'EUR'
    from (select * from data.postings limit 1) as p cross join generate_series(0, 1) as n $$,
    '23514', null, 'and so is what is added later'
);
select is(
    (select count(*)::integer from private.violated_ledger_balances()), 0, 'everything balances'
);

select * from finish();
rollback;
