-- api.list_invoices: for who runs the business, the newest first.

begin;
select plan(7);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.member('alder', 'Sam', 'staff');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Olga', 'owner');
select given.member('birch', 'Bea', 'owner');
select given.service('alder', 'Cut', 60, 'Ann');
update data.services set price_minor = 4000;
create temporary table made as
select
    given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Zoe') as one,
    given.booking('alder', 'Cut', 'Ann', given.day(0, '12:00'), 'Eve') as two;
grant select on made to public;
select given.completed('alder', one) from made;
select given.completed('alder', two) from made;
select given.acting_for('alder', 'owner', 'Olga');
select given.taken('alder', one, 'cash', 4000) from made;
select api.create_invoice(given.tenant_id('alder'), one) from made;
select api.create_invoice(given.tenant_id('alder'), two) from made;
select api.create_refund(given.tenant_id('alder'), given.payment_id(one), 'Sorry') from made;

create function pg_temp.listed(p_page jsonb) returns text
    language sql
as $$
    select string_agg(substr(i.value ->> 'number', 1, 3) || right(i.value ->> 'number', 1), ', ')
    from jsonb_array_elements(p_page -> 'items') as i;
$$;

select is(
    given.outcomes('alder', format('select api.list_invoices(%L)', given.tenant_id('alder'))),
    'guest KA001, staff KF001, manager done, owner done', 'who runs the business'
);
select is(
    pg_temp.listed(api.list_invoices(given.tenant_id('alder'))), 'CN-1, INV2, INV1',
    'the newest first'
);
select is(
    pg_temp.listed(api.list_invoices(given.tenant_id('alder'), p_series => 'credit_note')),
    'CN-1', 'of a series'
);
select is(
    pg_temp.listed(api.list_invoices(
        given.tenant_id('alder'), p_customer_id => given.customer_id('alder', 'Eve')
    )),
    'INV2', 'of a customer'
);
select is(
    pg_temp.listed(api.list_invoices(given.tenant_id('alder'), p_from => '2199-01-01')),
    null, 'of some days'
);
select is(
    pg_temp.listed(api.list_invoices(
        given.tenant_id('alder'), p_limit => 2,
        p_cursor => api.list_invoices(given.tenant_id('alder'), p_limit => 2) ->> 'next_cursor'
    )),
    'INV1', 'page by page'
);
select given.acting_for('birch', 'owner', 'Bea');
select is(
    pg_temp.listed(api.list_invoices(given.tenant_id('birch'))), null,
    'another business has none'
);

select * from finish();
rollback;
