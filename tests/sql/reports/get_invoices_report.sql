-- api.get_invoices_report: every document, by rate of tax; credit notes are negative.

begin;
select plan(5);

select given.tenant('alder');
select given.resource('alder', 'Ann');
select given.member('alder', 'Sam', 'staff');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Olga', 'owner');
select given.service('alder', 'Cut', 60, 'Ann');
select given.tax('alder', 2200, true);
update data.services set price_minor = 10000;
create temporary table made as
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Zoe') as one;
grant select on made to public;
select given.completed('alder', one) from made;
select given.acting_for('alder', 'owner', 'Olga');
select given.taken('alder', one, 'cash', 10000, 500) from made;
select api.create_invoice(given.tenant_id('alder'), one, p_company => 'Zed Ltd') from made;
select api.create_refund(
    given.tenant_id('alder'), given.payment_id(one), 'Sorry', '{"amount": 5000, "currency": "EUR"}'
)
from made;

select is(
    given.outcomes('alder', format(
        'select api.get_invoices_report(%L, ''2026-01-01'', ''2026-02-01'')',
        given.tenant_id('alder')
    )),
    'guest KA001, staff KF001, manager done, owner done', 'for who runs the business'
);
create temporary table report as
select api.get_invoices_report(
    given.tenant_id('alder'),
    (now() - interval '2 days')::date,
    (now() + interval '2 days')::date
) as said;
select results_eq(
    $$
        select
            r.value ->> 'series', r.value ->> 'kind', r.value ->> 'tax_basis_points',
            r.value #>> '{net,amount}', r.value #>> '{tax,amount}', r.value #>> '{gross,amount}',
            r.value ->> 'buyer'
        from report
        cross join jsonb_array_elements(said -> 'rows') as r
    $$,
    $$ values
        ('invoice', 'sale', '2200', '8197', '1803', '10000', 'Zed Ltd'),
        ('invoice', 'tip', null, '500', '0', '500', 'Zed Ltd'),
        ('credit_note', 'sale', '2200', '-4099', '-901', '-5000', 'Zed Ltd') $$,
    'each document, and to whom'
);
select is(
    (select said #>> '{total,gross,amount}' from report), '5500', 'all of them together'
);
select is(
    (
        select api.get_invoices_report(given.tenant_id('alder'), '2026-01-01', '2026-02-01')
        - 'total'
    ),
    '{"from": "2026-01-01", "to": "2026-02-01", "rows": []}', 'of the days that are asked for'
);
select throws_ok(
    $$ select api.get_invoices_report(given.tenant_id('alder'), '2026-02-01', '2026-01-01') $$,
    'KV153', null, 'which are a period'
);

select * from finish();
rollback;
