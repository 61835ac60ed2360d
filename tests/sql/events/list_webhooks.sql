-- api.list_webhooks: those of the business, page by page.

begin;
select plan(5);

select given.tenant('alder'), given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');
select given.webhook('alder'), given.webhook('alder'), given.webhook('birch');

select is(
    given.outcomes('alder', $$ select api.list_webhooks(given.tenant_id('alder')) $$),
    'guest KA001, staff KF001, manager done, owner done',
    'a manager may, and the owner'
);
select is(
    jsonb_array_length(api.list_webhooks(given.tenant_id('alder')) -> 'items'), 2,
    'those of another business are not there'
);
select ok(
    not jsonb_path_exists(
        api.list_webhooks(given.tenant_id('alder')), '$.items[*].secret ? (@ != null)'
    ),
    'secrets are not shown again'
);
select isnt(
    api.list_webhooks(given.tenant_id('alder'), 1) -> 'items',
    api.list_webhooks(
        given.tenant_id('alder'), 1,
        api.list_webhooks(given.tenant_id('alder'), 1) ->> 'next_cursor'
    ) -> 'items',
    'the cursor goes on'
);
select is(
    given.outcome($$ select api.list_webhooks(given.tenant_id('alder'), 1, 'no') $$), 'KV002',
    'a cursor is one of ours'
);

select * from finish();
rollback;
