-- api.record_consent: what somebody said yes to.

begin;
select plan(8);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');
insert into data.customers (tenant_id, name, email, note)
values
(given.tenant_id('alder'), 'Zoe', 'zoe@customers.test', 'Tea.'),
(given.tenant_id('alder'), 'Eve', 'eve@customers.test', 'Coffee.'),
(given.tenant_id('birch'), 'Zoe', 'zoe@customers.test', null);

create function pg_temp.id(p_name text, p_slug text default 'alder') returns uuid
    language sql security definer
    return (
        select customer_id from data.customers
        where tenant_id = given.tenant_id(p_slug) and name = p_name
    );

select given.acting_for('alder', 'staff', 'Sam');
select is(
    api.record_consent(
        given.tenant_id('alder'), pg_temp.id('Zoe'), 'marketing', 'Write to me.', 'it'
    ) - '{id,given_at}'::text[],
    jsonb_build_object(
        'purpose', 'marketing', 'wording', 'Write to me.', 'locale', 'it', 'source', 'staff',
        'booking_id', null, 'recorded_by', given.user_id('alder', 'Sam'), 'withdrawn_at', null
    ),
    'what, in which words, and who wrote it down'
);
select is(
    api.record_consent(given.tenant_id('alder'), pg_temp.id('Zoe'), 'photos', 'Yes.') ->> 'locale',
    'en', 'in the language of the business unless it is said'
);
select throws_ok(
    $$ select api.record_consent(given.tenant_id('alder'), pg_temp.id('Zoe'), 'Any thing', 'X') $$,
    '23514', null, 'what for is a word that programs know'
);
select throws_ok(
    $$ select api.record_consent(given.tenant_id('alder'), pg_temp.id('Zoe'), 'photos', ' ') $$,
    '23514', null, 'and there are words'
);
select throws_ok(
    $$ select api.record_consent(given.tenant_id('alder'), uuidv7(), 'photos', 'Yes.') $$,
    'KN004', null, 'and somebody who said them'
);

select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select api.record_consent(given.tenant_id('birch'), pg_temp.id('Zoe'), 'photos', 'Yes.') $$,
    'KN004', null, 'another business finds nothing'
);
select given.acting_for('alder', 'customer');
select throws_ok(
    $$ select api.record_consent(given.tenant_id('alder'), pg_temp.id('Zoe'), 'photos', 'Yes.') $$,
    'KF001', null, 'customers may not'
);
select given.acting_for('alder');
select throws_ok(
    $$ select api.record_consent(given.tenant_id('alder'), pg_temp.id('Zoe'), 'photos', 'Yes.') $$,
    'KA001', null, 'nor may a guest'
);

select * from finish();
rollback;
