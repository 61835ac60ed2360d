-- api.update_billing: to whom a booking is to be invoiced, until it is.

begin;
select plan(9);

select given.tenant('alder');
select given.resource('alder', 'Ann');
select given.member('alder', 'Sam', 'staff');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Olga', 'owner');
select given.service('alder', 'Cut', 60, 'Ann');
update data.services set price_minor = 4000;
create temporary table made as
select
    given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Zoe') as one,
    given.booking('alder', 'Cut', 'Ann', given.day(0, '12:00'), 'Zoe') as two,
    given.booking('alder', 'Cut', 'Ann', given.day(0, '14:00'), 'Eve') as other;
grant select on made to public;

select is(
    given.outcomes('alder', format(
        'select api.update_billing(%L, %L, p_company => ''Zed Ltd'')',
        given.tenant_id('alder'), (select one from made)
    )),
    'guest KN003, staff KN003, manager done, owner done',
    'who runs the business says it, and who leads the visit'
);
select is(
    (select api.get_billing(given.tenant_id('alder'), two) ->> 'company' from made), 'Zed Ltd',
    'it counts for the next visit of theirs'
);
select is(
    (select api.get_billing(given.tenant_id('alder'), other) ->> 'company' from made), null,
    'and for nobody else'
);
select given.acting_with_token('alder', (select two from made));
select is(
    (select api.get_billing(given.tenant_id('alder'), two) ->> 'company' from made), null,
    'who has a token sees what was said with it alone'
);
select is(
    (
        select api.update_billing(
            given.tenant_id('alder'), two, 'Z', 'Two Ltd', 'There', 'T2'
        ) ->> 'company'
        from made
    ),
    'Two Ltd', 'they say it themselves'
);
select given.acting_for('alder', 'owner', 'Olga', '{"idempotency_key": "k", "request_hash": "h"}');
select is(
    (select api.get_billing(given.tenant_id('alder'), one) ->> 'company' from made), 'Zed Ltd',
    'for that booking'
);
select is(
    (
        select api.update_billing(given.tenant_id('alder'), two, p_name => 'Zoe') ->> 'company'
        from made
    ),
    null, 'what is left out is nothing'
);
select is(
    (
        select api.update_billing(given.tenant_id('alder'), two, p_name => 'Zoe') ->> 'name'
        from made
    ),
    'Zoe', 'and it is kept, however often it is sent'
);
select given.completed('alder', one) from made;
select given.acting_for('alder', 'owner', 'Olga');
select api.create_invoice(given.tenant_id('alder'), one) from made;
select throws_ok(
    $$ select api.update_billing(given.tenant_id('alder'), one, 'X') from made $$, 'KC182', null,
    'until it is invoiced'
);

select * from finish();
rollback;
