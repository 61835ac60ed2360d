-- api.replace_invoice: a credit note takes it back as a whole, and another stands in its place.

begin;
select plan(12);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.member('alder', 'Sam', 'staff');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Olga', 'owner');
select given.member('birch', 'Bea', 'owner');
select given.service('alder', 'Cut', 60, 'Ann');
update data.services set price_minor = 4000;
select given.tax('alder', 2200, true);
create temporary table made as
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Zoe') as one;
grant select on made to public;
select given.completed('alder', one) from made;
select given.acting_for('alder', 'owner', 'Olga');
select given.taken('alder', one, 'cash', 4000, 200) from made;
select api.create_invoice(given.tenant_id('alder'), one) from made;
create temporary table issued as select given.invoice_id(one) as first from made;
grant select on issued to public;

select given.acting_for('alder', 'staff', 'Sam');
select throws_ok(
    $$ select api.replace_invoice(given.tenant_id('alder'), first) from issued $$, 'KF001', null,
    'not for staff'
);
select given.acting_for('birch', 'owner', 'Bea');
select throws_ok(
    $$ select api.replace_invoice(given.tenant_id('birch'), first) from issued $$, 'KN180', null,
    'nor another business'
);
select given.acting_for('alder', 'owner', 'Olga', '{"idempotency_key": "k", "request_hash": "h"}');
select is(
    (
        select api.replace_invoice(
            given.tenant_id('alder'), first, p_company => 'Zed Ltd', p_tax_number => 'Z1'
        ) #>> '{buyer,company}'
        from issued
    ),
    'Zed Ltd', 'who runs the business says to whom'
);
select is(
    (
        select api.replace_invoice(
            given.tenant_id('alder'), first, p_company => 'Zed Ltd', p_tax_number => 'Z1'
        ) ->> 'replaces_id'
        from issued
    ),
    (select first::text from issued), 'once, however often they ask'
);
select is(
    (select given.documents(one) from made),
    'invoice 1 3279+721+200, credit_note 1 replaced 3279+721+200, invoice 2 3279+721+200',
    'one takes back, one stands in its place'
);
select given.nobody();
select results_eq(
    $$
        select i.series, i.buyer_name::text, i.buyer_company::text, i.paid_minor
        from data.invoices as i
        where i.tenant_id = given.tenant_id('alder')
        order by i.invoice_id
    $$,
    $$ values
        ('invoice', 'Zoe', null, 4200::bigint),
        ('credit_note', 'Zoe', null, 0),
        ('invoice', 'Zoe', 'Zed Ltd', 4200) $$,
    'each to whom it is'
);
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select api.replace_invoice(given.tenant_id('alder'), first) from issued $$, 'KC181', null,
    'what was replaced is not replaced again'
);
select throws_ok(
    $$
        select api.replace_invoice(given.tenant_id('alder'), given.invoice_id(one, 'credit_note'))
        from made
    $$,
    'KC181', null, 'nor is a credit note'
);
select is(
    (select api.create_invoice(given.tenant_id('alder'), one) ->> 'replaces_number' from made),
    (select api.get_invoice(given.tenant_id('alder'), first) ->> 'number' from issued),
    'the invoice of the booking is the new one'
);
select api.create_refund(given.tenant_id('alder'), given.payment_id(one), 'Sorry') from made;
select given.nobody();
select is(
    (
        select i.corrects_id
        from data.invoices as i
        where i.tenant_id = given.tenant_id('alder')
        order by i.invoice_id desc
        limit 1
    ),
    (select given.invoice_id(one, 'invoice', 2) from made),
    'and the one that a refund takes something off'
);
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$
        select api.replace_invoice(given.tenant_id('alder'), given.invoice_id(one, 'invoice', 2))
        from made
    $$,
    'KC181', null, 'of which nothing is left then'
);
select given.nobody();
select is_empty('table data.invoice_differences', 'all say what the ledger says');

select * from finish();
rollback;
