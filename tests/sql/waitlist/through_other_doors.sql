-- What an offer, and what somebody waits for, become when others change things in between.

begin;
select plan(8);

select given.tenant('alder');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.service('alder', 'Day', 480, 'Ann', 'Ben');
select given.service('alder', 'Dear', 480, 'Ann');
select given.member('alder', 'Olga', 'owner');
update data.services set price_minor = 4500, pay_online = true where name = 'Dear';

create function pg_temp.as_owner(p_call text, variadic p_ids uuid[]) returns void
    language plpgsql
as $$
begin
    perform given.acting_for('alder', 'owner', 'Olga');
    execute format('select api.%s($1, $2)', p_call) using given.tenant_id('alder'), p_ids[1];
    perform given.nobody();
end;
$$;

create function pg_temp.day(p_day integer, p_who text, p_lead text default 'Ann') returns uuid
    language sql
    return given.booking('alder', 'Day', p_lead, given.day(p_day, '09:00'), p_who);

-- Staff confirm what is on offer.

create temporary table two as
select pg_temp.day(0, 'Abe') as first, pg_temp.day(0, 'Abe', 'Ben') as second;
select given.waiting('alder', 'Day', 'Ann', given.day(0), 'Bea');
select pg_temp.as_owner('cancel_booking', first) from two;
select is(given.waitlist('alder'), 'Bea offered', 'one is offered');
select pg_temp.as_owner('confirm_booking', booking_id) from data.waitlist;
select is(given.waitlist('alder'), 'Bea accepted', 'staff may accept for them');

-- Somebody does not come, and the rest of the day is free.

create temporary table missed as select pg_temp.day(7, 'Cal') as id;
select given.waiting('alder', 'Day', 'Ann', given.day(7), 'Dan');
create function pg_temp.begins_earlier(p_id uuid) returns void
    language sql
as $$
    update data.bookings
    set starts_at = now() - interval '1 hour', ends_at = now() + interval '7 hours'
    where booking_id = p_id;
$$;
select pg_temp.begins_earlier(id) from missed;
select pg_temp.as_owner('mark_no_show', id) from missed;
select is(
    given.waitlist('alder'), 'Bea accepted, Dan offered',
    'who does not come makes room for who waits'
);
select is(
    (select status from data.bookings where booking_id = (select id from missed)), 'no_show',
    'in the same transaction'
);

-- What was on offer is not sold any more.

create temporary table dear as select pg_temp.day(14, 'Eli') as id;
select given.waiting('alder', 'Dear', 'Ann', given.day(14), 'Fay');
create temporary table fay as
select entry_id from data.waitlist where customer_name = 'Fay';
grant select on fay to public;
select pg_temp.as_owner('cancel_booking', id) from dear;
select is(
    (select status from data.waitlist where customer_name = 'Fay'), 'offered', 'it is offered'
);
update data.services set archived_at = now() where name = 'Dear';
select given.acting_with_token('alder', entry_id) from fay;
select throws_ok(
    format(
        $$ select api.accept_offer(given.tenant_id('alder'), %L) $$, (select entry_id from fay)
    ),
    'KC051', null, 'nobody has it for nothing because it is not sold any more'
);

-- Whoever lets an offer lapse may join anew, also where no sweep comes by.

select given.nobody();
update data.services set archived_at = null where name = 'Dear';
select given.lapse('alder');
select is(
    private.status_of(b), 'expired', 'it has lapsed'
)
from data.bookings as b
where b.booking_id = (select booking_id from data.waitlist where customer_name = 'Fay');
select pg_temp.day(14, 'Gus', 'Ben');
select given.acting_for('alder');
select throws_ok(
    format(
        $$
            select api.join_waitlist(
                p_tenant_id => given.tenant_id('alder'),
                p_service_id => given.service_id('alder', 'Dear'),
                p_from => given.at('alder', given.day(14)),
                p_to => given.at('alder', given.day(15)),
                p_customer => '{"name": "Fay", "email": "fay@customers.test"}'
            )
        $$
    ),
    'KC050', null, 'they are told that it is free by now, and not that they wait already'
);

select * from finish();
rollback;
