-- api.update_invoice_settings: who runs the business says how it invoices; no number comes twice.

begin;
select plan(8);

select given.tenant('alder');
select given.member('alder', 'Sam', 'staff');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Olga', 'owner');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
update data.services set price_minor = 4000;
create temporary table made as
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Zoe') as one;
grant select on made to public;

select is(
    given.outcomes('alder', format(
        'select api.update_invoice_settings(%L, true)', given.tenant_id('alder')
    )),
    'guest KA001, staff KF001, manager done, owner done', 'who runs the business'
);
select is(
    api.update_invoice_settings(
        given.tenant_id('alder'), p_legal_name => 'Alder Ltd', p_kept_years => 7
    ) - '{address,footer,tax_number}'::text[],
    '{
        "automatic": true, "mailed": true, "invoice_prefix": "INV-",
        "credit_note_prefix": "CN-", "legal_name": "Alder Ltd", "kept_years": 7
    }',
    'they change what they say'
);
select is(
    api.update_invoice_settings(given.tenant_id('alder'), p_clear => '["legal_name"]')
    ->> 'legal_name',
    null, 'or take it back'
);
select throws_ok(
    $$ select api.update_invoice_settings(given.tenant_id('alder'), p_kept_years => 1) $$,
    '23514', null, 'the law wants some years'
);
select throws_ok(
    $$ select api.update_invoice_settings(given.tenant_id('alder'), p_invoice_prefix => 'CN-') $$,
    '23514', null, 'the series have prefixes of their own'
);
select given.completed('alder', one) from made;
select given.acting_for('alder', 'owner', 'Olga');
select given.taken('alder', one, 'cash', 4000) from made;
select is((select given.documents(one) from made), 'invoice 1 4000+0+0', 'it is issued unasked');
select lives_ok(
    $$ select api.update_invoice_settings(given.tenant_id('alder'), p_invoice_prefix => 'F') $$,
    'a series may have another prefix'
);
select throws_ok(
    $$
        select api.update_invoice_settings(
            given.tenant_id('alder'), p_credit_note_prefix => 'INV-'
        )
    $$,
    'KC183', null, 'but none that the other has had'
);

select * from finish();
rollback;
