-- private.keep_invoiced: documents say what the ledger says, whichever way money goes, and are
-- numbered one after the other.

begin;
select plan(30);

select given.tenant('alder');
select given.tenant('birch');
select given.payment_account('alder');
select given.resource('alder', 'Ann');
select given.resource('birch', 'Kim');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');
select given.member('birch', 'Bea', 'owner');
select given.service('alder', 'Cut', 60, 'Ann');
select given.service('alder', 'Web', 60, 'Ann');
select given.service('birch', 'Cut', 60, 'Kim');
select given.tax('alder', 2200, true);
update data.services set price_minor = 10000;
select given.price('alder', 'Web', 10000);
select given.invoicing('alder');

create temporary table made as
select
    given.paid_booking('alder', 'Web', 'Ann', given.day(0, '09:00'), 'Zoe', 500) as online,
    given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Zoe') as site,
    given.booking('alder', 'Cut', 'Ann', given.day(0, '12:00'), 'Zoe') as half,
    given.booking('alder', 'Cut', 'Ann', given.day(0, '14:00'), 'Zoe') as failed,
    given.paid_booking('alder', 'Web', 'Ann', given.day(0, '16:00'), 'Zoe') as gone,
    given.booking('birch', 'Cut', 'Kim', given.day(0, '10:00')) as elsewhere;
grant select on made to public;

select is((select given.documents(online) from made), null, 'a visit to come is not invoiced');
select given.completed('alder', online) from made;
select is(
    (select given.documents(online) from made), 'invoice 1 8197+1803+500',
    'one that is over and paid is, with the tip'
);
select results_eq(
    $$
        select kind, description::text, quantity, net_minor, tax_basis_points::integer, tax_minor
        from data.invoice_lines
        where invoice_id = (select given.invoice_id(online) from made)
        order by line
    $$,
    $$ values
        ('service', 'Web', 1, 8197::bigint, 2200, 1803::bigint),
        ('tip', null, 1, 500, null, 0) $$,
    'line by line'
);
select results_eq(
    $$
        select total_minor, paid_minor, payments #>> '{0,method}', (payments #>> '{0,amount}')::int
        from data.invoices
        where invoice_id = (select given.invoice_id(online) from made)
    $$,
    $$ values (10500::bigint, 10500::bigint, 'stripe', 10500) $$,
    'and it says how it was paid'
);

select given.completed('alder', site) from made;
select is((select given.documents(site) from made), null, 'what is owed still is not');
select given.acting_for('alder', 'owner', 'Olga');
select given.taken('alder', site, 'cash', 4000) from made;
select is((select given.documents(site) from made), null, 'nor what is paid in part');
select given.taken('alder', site, 'cash', 6000, 300) from made;
select is(
    (select given.documents(site) from made), 'invoice 2 8197+1803+300',
    'the payment of the rest has it invoiced'
);
select given.taken('alder', site, 'cash', 0, 200) from made;
select is(
    (select given.documents(site) from made), 'invoice 2 8197+1803+300',
    'a tip that comes later is nobody''s to invoice'
);

-- What goes back.
select api.create_refund(
    given.tenant_id('alder'), given.payment_id(online), 'Sorry',
    '{"amount": 5000, "currency": "EUR"}'
)
from made;
select is(
    (select given.documents(online) from made),
    'invoice 1 8197+1803+500, credit_note 1 refunded 4099+901+0',
    'what is given back is taken off, with its tax'
);
select given.nobody();
select is(
    (
        select c.corrects_id
        from data.invoices as c
        where c.invoice_id = (select given.invoice_id(online, 'credit_note') from made)
    ),
    (select given.invoice_id(online) from made), 'by a credit note that names the invoice'
);
select results_eq(
    $$
        select payments #>> '{0,kind}', (payments #>> '{0,amount}')::int, jsonb_array_length(payments)
        from data.invoices
        where invoice_id = (select given.invoice_id(online, 'credit_note') from made)
    $$,
    $$ values ('refund', -5000, 1) $$,
    'and says what went back'
);
select given.acting_for('alder', 'owner', 'Olga');
select api.create_refund(given.tenant_id('alder'), given.payment_id(online), 'All of it')
from made;
select is(
    (select given.documents(online) from made),
    'invoice 1 8197+1803+500, credit_note 1 refunded 4099+901+0, '
    'credit_note 2 refunded 4098+902+500',
    'the rest with the rest of the tax, and the tip'
);
select given.nobody();
select given.refund_told('alder', r.refund_id, 'succeeded')
from data.refunds as r
join made as m on m.online = r.booking_id
where r.amount_minor = 5000;
select is(
    (select count(*)::integer from data.invoices where series = 'credit_note'), 2,
    'that it has gone takes off nothing more'
);
select given.refund_told('alder', r.refund_id, 'failed')
from data.refunds as r
join made as m on m.online = r.booking_id
where r.amount_minor <> 5000;
select is(
    (select given.documents(online) from made),
    'invoice 1 8197+1803+500, credit_note 1 refunded 4099+901+0, '
    'credit_note 2 refunded 4098+902+500, invoice 3 added 4098+902+0',
    'what comes back after all is invoiced again, and names the first'
);

-- What is given back before there is an invoice.
select given.acting_for('alder', 'owner', 'Olga');
select given.invoicing('alder', false);
select given.taken('alder', half, 'card_terminal', 10000) from made;
select given.completed('alder', half) from made;
select api.create_refund(
    given.tenant_id('alder'), given.payment_id(half), 'Sorry', '{"amount": 2000, "currency": "EUR"}'
)
from made;
select is((select given.documents(half) from made), null, 'off is off');
select api.create_invoice(given.tenant_id('alder'), half) from made;
select is(
    (select given.documents(half) from made), 'invoice 4 6558+1442+0',
    'on request it says what is left'
);
select given.nobody();
select results_eq(
    $$
        select kind, net_minor, tax_minor
        from data.invoice_lines
        where invoice_id = (select given.invoice_id(half) from made)
        order by line
    $$,
    $$ values ('service', 8197::bigint, 1803::bigint), ('reduction', -1639, -361) $$,
    'and what it was at first'
);
select results_eq(
    $$
        select paid_minor, total_minor
        from data.invoices
        where invoice_id = (select given.invoice_id(half) from made)
    $$,
    $$ values (8000::bigint, 8000::bigint) $$,
    'of what was paid, what went back is off'
);

-- A payment that was none takes its tip back.
select given.acting_for('alder', 'owner', 'Olga');
select given.taken('alder', failed, 'cash', 10000, 400) from made;
select given.completed('alder', failed) from made;
select api.create_invoice(given.tenant_id('alder'), failed) from made;
select api.void_payment(given.tenant_id('alder'), given.payment_id(failed)) from made;
select is(
    (select given.documents(failed) from made),
    'invoice 5 8197+1803+400, credit_note 3 reduced 0+0+400', 'of a tip that was none'
);

-- A fee that is kept, and no visit.
select given.nobody();
update data.bookings
set status = 'no_show', version = version + 1
where booking_id = (select gone from made);
select given.acting_for('alder', 'owner', 'Olga');
select api.create_invoice(given.tenant_id('alder'), gone) from made;
select is(
    (select given.documents(gone) from made), 'invoice 6 10000+0+0',
    'what is kept of who does not come has no tax'
);

-- Another business begins with 1.
select given.nobody();
select given.invoicing('birch', false);
select given.completed('birch', elsewhere) from made;
select given.acting_for('birch', 'owner', 'Bea');
select api.create_invoice(given.tenant_id('birch'), elsewhere) from made;
select is(
    (select given.documents(elsewhere) from made), 'invoice 1 10000+0+0',
    'each business has its own numbers'
);

-- Nothing of it is ever changed.
select given.nobody();
select is_empty('table data.invoice_differences', 'all say what the ledger says');
select results_eq(
    $$
        select c.series, c.last_number, count(*)::integer, min(i.sequence), max(i.sequence)
        from data.invoice_counters as c
        join data.invoices as i using (tenant_id, series, year)
        where c.tenant_id = given.tenant_id('alder')
        group by c.series, c.last_number
        order by c.series
    $$,
    $$ values ('credit_note', 3, 3, 1, 3), ('invoice', 6, 6, 1, 6) $$,
    'and there are no gaps'
);
select throws_ok(
    'update data.invoices set buyer_name = ''Eve''', '42501', null, 'a document stays as it is'
);
select throws_ok('delete from data.invoices', '42501', null, 'and where it is');
select throws_ok(
    'update data.invoice_lines set net_minor = 0', '42501', null, 'so do its lines'
);
select throws_ok('delete from data.invoice_lines', '42501', null, 'all of them');
select throws_ok('truncate data.invoice_lines', '42501', null, 'for good');
select throws_ok(
    $$
        insert into data.invoice_lines (
            tenant_id, invoice_id, line, kind, net_minor, tax_minor
        )
        select tenant_id, invoice_id, 9, 'service', 1, 0
        from data.invoices
        limit 1
    $$,
    '23514', null, 'nothing is added to one'
);
select is(
    (
        select string_agg(distinct type, ', ')
        from data.events
        where type like '%.issued'
    ),
    'credit_note.issued, invoice.issued', 'each is told'
);

select * from finish();
rollback;
