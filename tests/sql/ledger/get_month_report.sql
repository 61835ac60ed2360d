-- api.get_month_report: what a month came to, from the ledger.

begin;
select plan(5);

select given.tenant('alder');
select given.payment_account('alder');
select given.resource('alder', 'Ann');
select given.member('alder', 'Sam', 'staff');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Olga', 'owner');
select given.service('alder', 'Cut', 60, 'Ann');
select given.tax('alder', 2200, true);
update data.services set price_minor = 10000;
select given.invoicing('alder');
create temporary table made as
select
    given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Zoe') as one,
    given.booking('alder', 'Cut', 'Ann', given.day(0, '12:00'), 'Eve') as two;
grant select on made to public;

select is(
    given.outcomes('alder', format(
        'select api.get_month_report(%L, ''2026-05'')', given.tenant_id('alder')
    )),
    'guest KA001, staff KF001, manager done, owner done', 'for who runs the business'
);
select given.taken('alder', one, 'cash', 10000, 500) from made;
select given.taken('alder', two, 'cash', 3000) from made;
select given.completed('alder', one) from made;
create temporary table report as
select api.get_month_report(
    given.tenant_id('alder'), to_char(now() at time zone 'Europe/Rome', 'YYYY-MM')
) as said;

select results_eq(
    $$
        select
            said #>> '{revenue,amount}', said #>> '{tax,amount}', said #>> '{tips,amount}',
            said #>> '{deposits_held,amount}', said ->> 'closed_at'
        from report
    $$,
    $$ values ('8197', '1803', '500', '3000', null) $$,
    'what was earned, and what is held'
);
select is(
    (
        select jsonb_path_query_array(said, '$.documents[*].total.amount') from report
    ),
    '[10500]', 'what was issued'
);
select is(
    (
        select sum(
            (r.value #>> '{closing,amount}')::bigint
            * case when r.value ->> 'nature' in ('asset', 'expense') then 1 else -1 end
        )
        from report
        cross join jsonb_array_elements(said -> 'rows') as r
    ),
    0::numeric, 'it balances'
);
select is(
    (
        select string_agg(r.value ->> 'kind', ', ')
        from report
        cross join jsonb_array_elements(said -> 'rows') as r
    ),
    'cash, deposits, revenue, tax, tips', 'of what there is anything'
);

select * from finish();
rollback;
