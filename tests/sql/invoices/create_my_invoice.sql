-- api.create_my_invoice: whose account it is has their visits invoiced.

begin;
select plan(3);

select given.patrons();
update data.bookings set price_minor = 4000;
create temporary table made as
select b.zoe as one from booked as b;
grant select on made to public;
select given.acting_as_patron('Zoe');
select throws_ok(
    'select api.create_my_invoice(null, one) from made', 'KC180', null, 'a visit to come is not'
);
select given.completed('alder', one) from made;
select is(
    given.others(format('select api.create_my_invoice(null, %L)', (select one from made))),
    'Eve KN003, Adam KN003, guest KA001', 'it is nobody else''s'
);
select given.acting_as_patron('Zoe');
select is(
    (
        select api.create_my_invoice(null, one, p_company => 'Zed Ltd') #>> '{buyer,company}'
        from made
    ),
    'Zed Ltd', 'theirs is, to whom they say'
);

select * from finish();
rollback;
