-- api.get_cash_report: a day of a till, by method and by who took it.

begin;
select plan(8);

select given.tenant('alder');
select given.resource('alder', 'Ann');
select given.member('alder', 'Ann', 'staff');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Olga', 'owner');
select given.service('alder', 'Cut', 60, 'Ann');
update data.services set price_minor = 4000 where name = 'Cut';
create temporary table made as
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as one;
grant select on made to public;

create function pg_temp.report(p_days integer default 0) returns jsonb
    language sql
as $$
    select api.get_cash_report(
        given.tenant_id('alder'), (now() at time zone 'Europe/Rome')::date + p_days
    );
$$;

select is(
    given.outcomes('alder', 'select pg_temp.report()'),
    'guest KA001, staff done, manager done, owner done', 'staff see the till'
);
select given.acting_for('alder', 'staff', 'Ann');
select given.taken('alder', one, 'cash', 1000, 50) from made;
select given.taken('alder', one, 'card_terminal', 500) from made;
select given.acting_for('alder', 'manager', 'Max');
create temporary table wrong as
select (given.taken('alder', one, 'cash', 300) ->> 'payment_id')::uuid as id from made;
select given.taken('alder', one, 'cash', 200) from made;
select api.void_payment(given.tenant_id('alder'), id) from wrong;
select api.create_cash_movement(
    given.tenant_id('alder'), '{"amount": 250, "currency": "EUR"}', 'Milk'
);
select is(
    (
        select string_agg(concat_ws(' ',
            r ->> 'method', r ->> 'name', r ->> 'payments', r #>> '{taken,amount}',
            r #>> '{given_back,amount}', r #>> '{amount,amount}'
        ), ', ' order by r ->> 'method', r ->> 'name')
        from jsonb_array_elements(pg_temp.report() -> 'rows') as r
    ),
    'card_terminal Ann 1 500 0 500, cash Ann 1 1050 0 1050, cash Max 2 500 300 200',
    'each method, and who took it'
);
select is(
    jsonb_path_query_array(pg_temp.report(), '$.movements[*].kind'), '["paid_out"]',
    'what went out besides'
);
select is(pg_temp.report() #>> '{opening,amount}', '0', 'what was there');
select is(pg_temp.report() #>> '{closing,amount}', '1000', 'what should be');
select is(pg_temp.report(1) #>> '{opening,amount}', '1000', 'tomorrow begins with that');
select is(jsonb_array_length(pg_temp.report(-1) -> 'rows'), 0, 'and yesterday had nothing');
select given.acting_for('alder', 'staff', 'Ann');
select is(
    jsonb_path_query_array(pg_temp.report(), '$.rows[*].name'), '["Ann", "Ann"]',
    'staff see what they took themselves'
);

select * from finish();
rollback;
