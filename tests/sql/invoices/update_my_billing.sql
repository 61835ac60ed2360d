-- api.update_my_billing: what somebody says with their account counts for later visits too.

begin;
select plan(3);

select given.patrons();
update data.bookings set price_minor = 4000;
create temporary table made as
select b.zoe as one, given.booking('alder', 'Cut', 'Ann', given.day(0, '12:00'), 'Zoe') as two
from booked as b;
grant select on made to public;
select is(
    given.others(format('select api.update_my_billing(null, %L)', (select one from made))),
    'Eve KN003, Adam KN003, guest KA001', 'it is nobody else''s to say'
);
select given.acting_as_patron('Zoe');
select is(
    (select api.update_my_billing(null, one, p_company => 'Zed Ltd') ->> 'company' from made),
    'Zed Ltd', 'they say it'
);
select given.nobody();
select is(
    (
        select (private.billing_of(b)).company::text
        from data.bookings as b
        join made as m on m.two = b.booking_id
    ),
    'Zed Ltd', 'for their other visits too'
);

select * from finish();
rollback;
