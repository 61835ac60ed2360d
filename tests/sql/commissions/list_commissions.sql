-- api.list_commissions and api.get_commissions_report: what was earned, one's own for staff.

begin;
select plan(8);

select given.tenant('alder');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.member('alder', 'Ann', 'staff');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Olga', 'owner');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');
update data.services set price_minor = 1000;
select given.acting_for('alder', 'owner', 'Olga');
select api.create_commission_rule(given.tenant_id('alder'), 5000, p_tiers => '[
    {"from": {"amount": 1500, "currency": "EUR"}, "basis_points": 6000}
]');
select given.nobody();
select given.completed('alder', b)
from (
    select given.booking('alder', 'Cut', lead, given.day(0, t)) as b
    from (values ('Ann', time '10:00'), ('Ann', '11:00'), ('Ben', '10:00')) as x (lead, t)
    order by t
    offset 0
) as x;

create function pg_temp.listed(p_limit integer default 50, p_cursor text default null)
returns jsonb
    language sql
as $$
    select api.list_commissions(
        given.tenant_id('alder'), (now() - interval '1 day')::date,
        (now() + interval '1 day')::date, null, p_limit, p_cursor
    );
$$;

select given.acting_for('alder', 'guest');
select is(given.outcome('select pg_temp.listed()'), 'KA001', 'guests earn nothing');
select given.acting_for('alder', 'manager', 'Max');
select is(
    (
        select string_agg(v::text, ' ' order by v::text)
        from jsonb_path_query(pg_temp.listed(), '$.items[*].amount.amount') as v
    ),
    '500 500 550', 'the second of a month lies on top of the first'
);
select is(jsonb_array_length(pg_temp.listed(2) -> 'items'), 2, 'a page of two');
select is(
    jsonb_array_length(pg_temp.listed(2, pg_temp.listed(2) ->> 'next_cursor') -> 'items'), 1,
    'and the next'
);
select is(
    given.outcome($$
        select api.list_commissions(given.tenant_id('alder'), '2030-01-02', '2030-01-01')
    $$),
    'KV153', 'a period has an end'
);
select is(
    jsonb_array_length(api.list_commissions(
        given.tenant_id('alder'), (now() - interval '1 day')::date,
        (now() + interval '1 day')::date, given.resource_id('alder', 'Ben')
    ) -> 'items'),
    1, 'of one of them'
);
select given.acting_for('alder', 'staff', 'Ann');
select is(jsonb_array_length(pg_temp.listed() -> 'items'), 2, 'staff see their own');
select is(
    pg_temp.listed() #>> '{items,0,kind}', 'earned', 'each is of a kind'
);

select * from finish();
rollback;
