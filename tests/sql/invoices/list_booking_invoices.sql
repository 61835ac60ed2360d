-- api.list_booking_invoices: all documents of a booking, for who may see it.

begin;
select plan(3);

select given.tenant('alder');
select given.resource('alder', 'Ann');
select given.member('alder', 'Sam', 'staff');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Olga', 'owner');
select given.service('alder', 'Cut', 60, 'Ann');
update data.services set price_minor = 4000;
create temporary table made as
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Zoe') as one;
grant select on made to public;
select given.completed('alder', one) from made;
select given.acting_for('alder', 'owner', 'Olga');
select given.taken('alder', one, 'cash', 4000) from made;
select api.create_invoice(given.tenant_id('alder'), one) from made;
select api.create_refund(given.tenant_id('alder'), given.payment_id(one), 'Sorry') from made;

select is(
    given.outcomes('alder', format(
        'select api.list_booking_invoices(%L, %L)',
        given.tenant_id('alder'), (select one from made)
    )),
    'guest KN003, staff KN003, manager done, owner done', 'who runs the business'
);
select given.acting_with_token('alder', (select one from made));
select is(
    (
        select string_agg(i.value ->> 'series', ', ')
        from made as m
        cross join jsonb_array_elements(
            api.list_booking_invoices(given.tenant_id('alder'), m.one) -> 'items'
        ) as i
    ),
    'invoice, credit_note', 'and who has the token, the oldest first'
);
select is(
    (
        select api.list_booking_invoices(
            given.tenant_id('alder'), one, 1,
            api.list_booking_invoices(given.tenant_id('alder'), one, 1) ->> 'next_cursor'
        ) #>> '{items,0,corrects_number}'
        from made
    ),
    (
        select api.list_booking_invoices(given.tenant_id('alder'), one) #>> '{items,0,number}'
        from made
    ),
    'page by page; a credit note names what it corrects'
);

select * from finish();
rollback;
