-- api.get_no_show_report: who did not come.

begin;
select plan(7);

select given.tenant('alder');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.member('alder', 'Ann', 'staff');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Olga', 'owner');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');
select given.service('alder', 'Shave', 30, 'Ann', 'Ben');
select given.tax('alder', 2500, false);
update data.services set price_minor = 1000 where name = 'Cut';
update data.services set price_minor = 400, tax_basis_points = 1000 where name = 'Shave';
select given.acting_for('alder', 'owner', 'Olga');
select api.create_commission_rule(given.tenant_id('alder'), 5000);
select given.nobody();
create temporary table made as
select
    given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as cut,
    given.booking('alder', 'Shave', 'Ann', given.day(0, '11:00')) as shave,
    given.booking('alder', 'Cut', 'Ben', given.day(0, '10:00'), 'Zoe') as other,
    given.booking('alder', 'Cut', 'Ben', given.day(1, '10:00'), 'Zoe') as later;
grant select on made to public;
select given.acting_for('alder', 'owner', 'Olga');
select given.taken('alder', cut, 'cash', 1250, 100) from made;
select given.taken('alder', other, 'card_terminal', 500) from made;
select given.taken('alder', later, 'cash', 300) from made;
select given.nobody();
select given.completed('alder', cut), given.completed('alder', shave),
    given.completed('alder', other)
from made;

create function pg_temp.report(
    p_by text default 'day', p_days integer default 0, p_length integer default 0
) returns jsonb
    language sql
as $$
    select api.get_no_show_report(
        given.tenant_id('alder'),
        given.day(0)::date + p_days,
        given.day(0)::date + p_days + p_length,
        p_by
    );
$$;

-- A row as its name and numbers.
create function pg_temp.said(p_row jsonb) returns text
    language sql
as $$
    select string_agg(coalesce(v.value ->> 'amount', v.value #>> '{}'), ' ' order by f.nth)
    from unnest(array['name', 'visits', 'no_shows', 'basis_points', 'cancelled', 'lost', 'fees']) with ordinality as f (name, nth)
    cross join lateral (select p_row -> f.name as value) as v;
$$;

create function pg_temp.rows(p_report jsonb) returns text
    language sql
as $$
    select string_agg(pg_temp.said(r), ', ' order by r ->> 'name', pg_temp.said(r))
    from jsonb_array_elements(p_report -> 'rows') as r;
$$;

select is(
    given.outcomes('alder', 'select pg_temp.report()'),
    'guest KA001, staff KF001, manager done, owner done', 'it is for who runs the business'
);
select is(
    pg_temp.rows(pg_temp.report('staff')),
    'Ann 2 0 0 0 0 0, Ben 1 0 0 0 0 0',
    'everybody came'
);
select is(pg_temp.rows(pg_temp.report('staff', 1)), null, 'what is to come says nothing');
select is(pg_temp.said(pg_temp.report() -> 'total'), '3 0 0 0 0 0', 'all of it');
select given.nobody();
update data.bookings
set status = 'no_show', version = 9
where booking_id = (select later from made);
select given.acting_for('alder', 'owner', 'Olga');
select is(
    pg_temp.rows(pg_temp.report('staff', 0, 1)),
    'Ann 2 0 0 0 0 0, Ben 2 1 5000 0 1250 300',
    'then somebody did not'
);
select is(
    pg_temp.said(pg_temp.report('day', 1) -> 'total'), '1 1 10000 0 1250 300', 'on that day'
);
select is(
    given.outcome('select pg_temp.report(p_length => -1)'), 'KV153', 'a period has an end'
);

select * from finish();
rollback;
