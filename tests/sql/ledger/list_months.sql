-- api.list_months: which are closed, and by whom.

begin;
select plan(4);

select given.tenant('alder');
select given.member('alder', 'Sam', 'staff');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Olga', 'owner');

select is(
    given.outcomes('alder', format('select api.list_months(%L)', given.tenant_id('alder'))),
    'guest KA001, staff KF001, manager done, owner done', 'for who runs the business'
);
select api.close_month(given.tenant_id('alder'), '2026-01');
select api.close_month(given.tenant_id('alder'), '2026-02');
select is(
    api.list_months(given.tenant_id('alder'), 1) #>> '{items,0,month}', '2026-02', 'the last first'
);
select is(
    api.list_months(
        given.tenant_id('alder'), 1,
        api.list_months(given.tenant_id('alder'), 1) ->> 'next_cursor'
    ) #>> '{items,0,month}',
    '2026-01', 'page by page'
);
select is(
    api.list_months(given.tenant_id('alder')) #>> '{items,0,closed_by}',
    given.user_id('alder', 'Olga')::text, 'and who closed it'
);

select * from finish();
rollback;
