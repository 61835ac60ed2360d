-- api.list_my_invoices: the documents of a booking of whose account it is.

begin;
select plan(2);

select given.patrons();
update data.bookings set price_minor = 4000;
create temporary table made as
select b.zoe as one from booked as b;
grant select on made to public;
select given.completed('alder', one) from made;
select given.acting_as_patron('Zoe');
select api.create_my_invoice(null, one) from made;
select is(
    given.others(format('select api.list_my_invoices(null, %L)', (select one from made))),
    'Eve KN003, Adam KN003, guest KA001', 'nobody else sees them'
);
select given.acting_as_patron('Zoe');
select is(
    (select jsonb_array_length(api.list_my_invoices(null, one) -> 'items') from made), 1,
    'they do'
);

select * from finish();
rollback;
