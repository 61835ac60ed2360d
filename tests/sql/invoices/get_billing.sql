-- api.get_billing: to whom a booking is to be invoiced, for who may see the booking.

begin;
select plan(2);

select given.tenant('alder');
select given.resource('alder', 'Ann');
select given.member('alder', 'Sam', 'staff');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Olga', 'owner');
select given.service('alder', 'Cut', 60, 'Ann');
create temporary table made as
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Zoe') as one;
grant select on made to public;

select is(
    given.outcomes('alder', format(
        'select api.get_billing(%L, %L)', given.tenant_id('alder'), (select one from made)
    )),
    'guest KN003, staff KN003, manager done, owner done',
    'who runs the business, and who leads the visit'
);
select given.acting_with_token('alder', (select one from made));
select is(
    (select api.get_billing(given.tenant_id('alder'), one) from made),
    (
        select jsonb_build_object(
            'booking_id', one, 'name', 'Zoe', 'company', null, 'address', null, 'tax_number', null
        )
        from made
    ),
    'unless somebody says so, to whoever booked'
);

select * from finish();
rollback;
