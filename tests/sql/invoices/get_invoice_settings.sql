-- api.get_invoice_settings: for who runs the business.

begin;
select plan(2);

select given.tenant('alder');
select given.member('alder', 'Sam', 'staff');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Olga', 'owner');

select is(
    given.outcomes('alder', format(
        'select api.get_invoice_settings(%L)', given.tenant_id('alder')
    )),
    'guest KA001, staff KF001, manager done, owner done', 'who runs the business'
);
select is(
    api.get_invoice_settings(given.tenant_id('alder')),
    '{
        "automatic": false, "mailed": true, "invoice_prefix": "INV-",
        "credit_note_prefix": "CN-", "legal_name": null, "address": null, "tax_number": null,
        "footer": null, "kept_years": 10
    }',
    'at first nothing is issued unasked'
);

select * from finish();
rollback;
