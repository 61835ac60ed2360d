-- Who is on a document stays on it as long as the law has it kept, and goes after that.

begin;
select plan(8);

select given.tenant('alder');
select given.resource('alder', 'Ann');
select given.member('alder', 'Olga', 'owner');
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
select api.create_invoice(given.tenant_id('alder'), one, 'Zoe Zed', 'Zed Ltd', 'There', 'T1')
from made;
select api.create_invoice(given.tenant_id('alder'), two) from made;
select is(
    api.export_person(given.tenant_id('alder'), given.customer_id('alder', 'Zoe'))
    #>> '{records,invoices,0,buyer_tax_number}',
    'T1', 'it is among what is known of them'
);
select api.erase_person(given.tenant_id('alder'), given.customer_id('alder', 'Zoe'));
select given.nobody();
select is(
    (
        select format('%s, %s, %s, %s', buyer_name, buyer_company, buyer_address, buyer_tax_number)
        from data.invoices as i
        join made as m on m.one = i.booking_id
    ),
    'Zoe Zed, Zed Ltd, There, T1', 'the law has it kept'
);
select is(
    (
        select format('%s %s', d.name, d.company)
        from data.billing_details as d
        join made as m on m.one = d.booking_id
    ),
    ' ', 'what nobody has to keep goes'
);

-- Ten years later.
alter table data.invoices disable trigger user;
update data.invoices set kept_until = current_date - 1;
alter table data.invoices enable trigger user;

select throws_ok(
    'update data.invoices set buyer_name = ''Eve''', '42501', null, 'no one else may change it'
);
select set_config(
    'request.claims',
    jsonb_build_object('role', 'worker', 'tenant_id', given.tenant_id('alder'))::text, true
);
select is(private.forget_buyers(given.tenant_id('alder'), 500), 1, 'then it goes by itself');
select is(
    (
        select format('%s, %s, %s, %s', buyer_name, buyer_company, buyer_address, buyer_tax_number)
        from data.invoices as i
        join made as m on m.one = i.booking_id
    ),
    'Erased, , , ', 'all that was personal'
);
select is(
    (
        select i.buyer_name::text
        from data.invoices as i
        join made as m on m.two = i.booking_id
    ),
    'Eve', 'of who was erased, and of nobody else'
);
select is(private.forget_buyers(given.tenant_id('alder'), 500), 0, 'once');

select * from finish();
rollback;
