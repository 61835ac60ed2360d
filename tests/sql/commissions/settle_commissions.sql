-- api.settle_commissions: what was earned is paid out, and never twice.

begin;
select plan(14);

select given.tenant('alder');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Room', 'room');
select given.member('alder', 'Ann', 'staff');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Olga', 'owner');
select given.service('alder', 'Cut', 60, 'Ann');
update data.services set price_minor = 1000;
select given.acting_for('alder', 'owner', 'Olga');
select api.create_commission_rule(given.tenant_id('alder'), 5000);
select given.nobody();
create temporary table made as
select
    given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as one,
    given.booking('alder', 'Cut', 'Ann', given.day(0, '11:00')) as two;
grant select on made to public;

create function pg_temp.settle(p_method text, p_days integer default 0) returns jsonb
    language sql
as $$
    select api.settle_commissions(
        given.tenant_id('alder'), given.resource_id('alder', 'Ann'),
        ((now() at time zone 'Europe/Rome')::date + p_days)::date, p_method
    );
$$;

create function pg_temp.left_on(p_kind text) returns bigint
    language sql security definer
as $$
    select sum(balance_minor)::bigint from data.balances
    where tenant_id = given.tenant_id('alder') and kind = p_kind;
$$;

select given.acting_for('alder', 'staff', 'Ann');
select is(
    given.outcome($$ select pg_temp.settle('cash') $$), 'KF001', 'staff do not pay themselves'
);
select given.acting_for('alder', 'manager', 'Max');
select is(given.outcome($$ select pg_temp.settle('cash') $$), 'KC153', 'nothing is earned yet');
select given.taken('alder', one, 'cash', 1000, 150) from made;
select given.completed('alder', one) from made;
select is(
    given.outcome($$ select pg_temp.settle('cash', -1) $$), 'KC153', 'nor was it until yesterday'
);
select is(given.outcome($$ select pg_temp.settle('shells') $$), '23514', 'there are ways to pay');
select given.acting_for(
    'alder', 'manager', 'Max', '{"idempotency_key": "k", "request_hash": "h"}'
);
create temporary table answers as select pg_temp.settle('cash') as answer;
grant select on answers to public;
select is(
    (select answer - 'id' - 'resource_id' - 'until' from answers),
    '{
        "method": "cash", "commission": {"amount": 500, "currency": "EUR"},
        "tips": {"amount": 150, "currency": "EUR"}, "amount": {"amount": 650, "currency": "EUR"}
    }',
    'commission and tips'
);
select is(pg_temp.settle('cash'), (select answer from answers), 'who asks again is told again');
select given.acting_for('alder', 'manager', 'Max');
select is(given.outcome($$ select pg_temp.settle('cash') $$), 'KC153', 'it is not paid twice');
select is(pg_temp.left_on('cash'), 500::bigint, 'it came from the till');
select is(pg_temp.left_on('commission_payable'), 0::bigint, 'nothing is owed to her');
select is(pg_temp.left_on('tips'), 0::bigint, 'no tips either');
select given.completed('alder', two) from made;
select is(pg_temp.settle('payroll') #>> '{amount,amount}', '500', 'what comes after is paid after');
select is(pg_temp.left_on('payroll'), 500::bigint, 'with her wages');
select is(
    given.outcome($$
        select api.settle_commissions(
            given.tenant_id('alder'), given.resource_id('alder', 'Room'), '2030-01-01', 'cash'
        )
    $$),
    'KN005', 'a room has no purse'
);
select is(
    api.get_commissions_report(
        given.tenant_id('alder'), (now() - interval '1 day')::date, (now() + interval '1 day')::date
    ) #>> '{total,settled,amount}',
    '1000', 'and it is reported'
);

select * from finish();
rollback;
