-- api.create_invoice: once for a booking, by staff and by whoever has its token, to whom they say.

begin;
select plan(13);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.member('alder', 'Sam', 'staff');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Olga', 'owner');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');
update data.services set price_minor = 4000;
update data.locations
set address = 'Via Roma 1', tax_number = 'IT123', tax_name = 'IVA', tax_basis_points = 2200;
create temporary table made as
select
    given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Zoe') as one,
    given.booking('alder', 'Cut', 'Ann', given.day(0, '12:00'), 'Zoe') as two,
    given.booking('alder', 'Cut', 'Ben', given.day(0, '12:00'), 'Zoe') as three;
grant select on made to public;

select is(
    given.outcomes('alder', format(
        'select api.create_invoice(%L, %L)', given.tenant_id('alder'), (select one from made)
    )),
    'guest KN003, staff KN003, manager KC180, owner KC180',
    'a visit to come is not invoiced, and concerns nobody else'
);
select given.completed('alder', one) from made;
select given.completed('alder', two) from made;

select given.acting_with_token('alder', (select one from made));
select is(
    (
        select v #>> '{buyer,company}' || ', ' || (v #>> '{buyer,name}') || ', '
            || (v #>> '{buyer,address}') || ', ' || (v #>> '{buyer,tax_number}')
        from (
            select api.create_invoice(
                given.tenant_id('alder'), one, 'Zoe Zed', 'Zed Ltd', E'Long Lane 1\nLondon', 'GB1'
            ) as v
            from made
        ) as x
    ),
    E'Zed Ltd, Zoe Zed, Long Lane 1\nLondon, GB1',
    'whoever has the token says to whom'
);
select results_eq(
    $$
        select
            v #>> '{seller,name}', v #>> '{seller,address}', v #>> '{seller,tax_number}',
            v ->> 'tax_name', v ->> 'series', v ->> 'number' ~ '^INV-[0-9]{4}-00001$',
            v #>> '{net,amount}', v #>> '{tax,amount}', v #>> '{total,amount}',
            v #>> '{paid,amount}', v #>> '{due,amount}',
            jsonb_array_length(v -> 'lines'), v #>> '{taxes,0,tax_basis_points}'
        from (select api.create_invoice(given.tenant_id('alder'), one) as v from made) as x
    $$,
    $$ values (
        'Alder', 'Via Roma 1', 'IT123', 'IVA', 'invoice', true, '3279', '721', '4000', '0', '4000',
        1, '2200'
    ) $$,
    'who sells is known, and what is due'
);
select throws_ok(
    $$ select api.create_invoice(given.tenant_id('alder'), one, p_company => 'Y') from made $$,
    'KC182', null, 'after that it says what it says'
);
select given.nobody();
select is((select given.documents(one) from made), 'invoice 1 3279+721+0', 'there is one');
select throws_ok(
    $$
        insert into data.invoices
        select
            i.tenant_id, uuidv7(), i.series, i.year, 9, 'X-9', i.booking_id, null, null, null,
            i.issued_on, i.supplied_on, i.kept_until, i.currency, i.locale, i.seller_name, null,
            null, i.buyer_name, null, null, null, null, null, 0, 0, 0, 0, 0, '[]', null, now()
        from data.invoices as i
    $$,
    '23505', null, 'and can be no other'
);

-- What a guest says counts for one booking, what staff say for the next too.
select given.acting_for('alder', 'owner', 'Olga', '{"idempotency_key": "k", "request_hash": "h"}');
select is(
    (
        select v #>> '{buyer,name}'
        from (select api.create_invoice(given.tenant_id('alder'), two) as v from made) as x
    ),
    'Zoe', 'a guest spoke for theirs alone'
);
select is(
    (
        select v ->> 'number'
        from (select api.create_invoice(given.tenant_id('alder'), two) as v from made) as x
    ),
    (
        select api.list_booking_invoices(given.tenant_id('alder'), two) #>> '{items,0,number}'
        from made
    ),
    'asked again it is the same'
);
select is(
    current_setting('response.headers', true)::jsonb ->> 'Idempotent-Replayed', 'true',
    'as it was answered'
);
select given.acting_for('alder', 'owner', 'Olga');
select api.update_invoice_settings(
    given.tenant_id('alder'), p_legal_name => 'Alder S.r.l.', p_address => 'Via Milano 2',
    p_tax_number => 'IT999', p_footer => 'REA 1', p_invoice_prefix => 'F/'
);
select given.completed('alder', three) from made;
select results_eq(
    $$
        select
            v #>> '{seller,name}', v #>> '{seller,address}', v #>> '{seller,tax_number}',
            v ->> 'footer', v ->> 'number' ~ '^F/[0-9]{4}-00003$'
        from (select api.create_invoice(given.tenant_id('alder'), three) as v from made) as x
    $$,
    $$ values ('Alder S.r.l.', 'Via Milano 2', 'IT999', 'REA 1', true) $$,
    'the business says who it is, and the numbers go on'
);
select is(
    (
        select v #>> '{seller,name}'
        from (select api.create_invoice(given.tenant_id('alder'), one) as v from made) as x
    ),
    'Alder', 'what is issued stays as it was'
);
select given.nobody();
select is(
    (
        select i.kept_until - make_date(i.year + 10, 12, 31)
        from data.invoices as i
        join made as m on m.one = i.booking_id
    ),
    0, 'and is kept for ten years'
);
select given.acting_for('birch', 'guest');
select throws_ok(
    $$ select api.create_invoice(given.tenant_id('birch'), one) from made $$, 'KN003', null,
    'another business has no such booking'
);

select * from finish();
rollback;
