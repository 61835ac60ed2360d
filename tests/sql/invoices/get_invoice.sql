-- api.get_invoice: for who runs the business, who leads the visit, and who has its own token.

begin;
select plan(6);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.member('alder', 'Sam', 'staff');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Olga', 'owner');
select given.service('alder', 'Cut', 60, 'Ann');
update data.services set price_minor = 4000;
create temporary table made as
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Zoe') as one;
grant select on made to public;
select given.invoicing('alder', false);
select given.completed('alder', one) from made;
select given.acting_for('alder', 'owner', 'Olga');
select api.create_invoice(given.tenant_id('alder'), one) from made;

select is(
    given.outcomes('alder', format(
        'select api.get_invoice(%L, %L)',
        given.tenant_id('alder'), (select given.invoice_id(one) from made)
    )),
    'guest KN180, staff KN180, manager done, owner done',
    'who runs the business'
);
select given.nobody();
update data.resources
set user_id = given.user_id('alder', 'Sam')
where name = 'Ann';
select given.acting_for('alder', 'staff', 'Sam');
select is(
    (
        select api.get_invoice(given.tenant_id('alder'), given.invoice_id(one)) ->> 'series'
        from made
    ),
    'invoice', 'who leads the visit'
);
select given.acting_with_token('alder', (select given.invoice_id(one) from made));
select is(
    (
        select api.get_invoice(given.tenant_id('alder'), given.invoice_id(one))
            #>> '{lines,0,description}'
        from made
    ),
    'Cut', 'who has its token'
);
select throws_ok(
    $$ select api.get_booking(given.tenant_id('alder'), one) from made $$, 'KN003', null,
    'which opens nothing else'
);
select given.acting_with_token('alder', (select one from made));
select throws_ok(
    $$ select api.get_invoice(given.tenant_id('alder'), given.invoice_id(one)) from made $$,
    'KN180', null, 'that of the booking is another'
);
select given.acting_for('birch', 'guest');
select throws_ok(
    $$ select api.get_invoice(given.tenant_id('birch'), given.invoice_id(one)) from made $$,
    'KN180', null, 'another business has no such document'
);

select * from finish();
rollback;
