-- api.get_template: what a business writes on one occasion, in one language.

begin;
select plan(4);

select given.tenant('alder');
select given.tenant('birch');
select given.templates('alder'), given.templates('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');

select is(
    given.outcomes('alder', $$
        select api.get_template(given.tenant_id('alder'), 'reminder', 'en')
    $$),
    'guest KA001, staff done, manager done, owner done',
    'who works there may'
);

select is(
    api.get_template(given.tenant_id('alder'), 'reminder', 'en'),
    '{
        "kind": "reminder", "locale": "en", "updated_at": null,
        "subject": "See you {{ starts_at }}",
        "body": "X"
    }'::jsonb || jsonb_build_object('body', (
        select string_agg(line, E'\n\n' order by n)
        from unnest(array[
            'Hello {{ customer_name }},',
            '{{ resource }} expects you {{ starts_at }} for your {{ service }}.',
            '{{ location }}, {{ address }}',
            'To move or cancel it, until {{ cancel_until }}: {{ manage_url }}',
            E'See you soon,\n{{ business }}'
        ]) with ordinality as l (line, n)
    )),
    'as its preset has it'
);
select is(
    given.outcome($$ select api.get_template(given.tenant_id('alder'), 'reminder', 'fr') $$),
    '23514', 'in a language of ours'
);
select given.nobody();
delete from data.templates where kind = 'reminder';
select given.acting_for('alder', 'owner', 'Olga');
select is(
    given.outcome($$
        select api.get_template(given.tenant_id('alder'), 'reminder', 'en')
    $$), 'KN020', 'if it is there'
);

select * from finish();
rollback;
