-- api.update_my_profile: an account says who it is.

begin;
select plan(9);

select given.patrons();

select given.acting_as_patron('Zoe');
select is(
    api.update_my_profile(
        null, 'birch', 'Zoë', '06 1234567', 'it', p_phone_e164 => '+39061234567'
    ) #- '{activity}',
    '{"tenant": {"slug": "birch", "name": "Birch"}, "name": "Zoë", "email": "zoe@customers.test",
      "phone": "06 1234567", "locale": "it"}',
    'to one business'
);
select given.acting_as_patron('Zoe');
select is(
    api.update_my_profile(null, 'birch', p_clear => '["phone"]') ->> 'phone', null,
    'and takes it back'
);
select given.acting_as_patron('Zoe');
select throws_ok(
    $$ select api.update_my_profile(null, 'cedar', 'Zoë') $$, 'KN030', null, 'that knows them'
);
select given.nobody();
select is(
    (
        select string_agg(
            format('%s %s %s', t.slug, c.name, c.phone_e164), ', ' order by t.slug, c.name
        )
        from data.customers as c
        join data.tenants as t on t.tenant_id = c.tenant_id
    ),
    'alder Eve , alder Zoe , birch Zoë ', 'nobody else changes, and nowhere else'
);
update data.customers
set merged_into = (select c.customer_id from data.customers as c where c.name = 'Eve')
where name = 'Zoe' and tenant_id = given.tenant_id('alder');
select given.acting_as_patron('Zoe');
select is(
    api.update_my_profile(null, 'alder', 'Zora') ->> 'name', 'Zora',
    'who was merged changes the record that they are now'
);
select given.nobody();
select is(
    (
        select string_agg(name, ' ' order by name) from data.customers
        where tenant_id = given.tenant_id('alder')
    ),
    'Zoe Zora', 'and no other'
);
update data.customers set name = 'Eve' where name = 'Zora';
select given.acting_as_patron('Eve');
select throws_ok(
    $$ select api.update_my_profile(null, 'birch', 'Eva') $$, 'KN030', null, 'not of others'
);
select given.acting_for(null, 'guest');
select throws_ok(
    $$ select api.update_my_profile(null, 'birch', 'X') $$, 'KA001', null,
    'who is nobody signs in first'
);
select given.nobody();
update data.users set email_verified_at = null;
select given.acting_as_patron('Zoe');
select throws_ok(
    $$ select api.update_my_profile(null, 'birch', 'X') $$,
    'KF030', null, 'nor does an address that nobody has shown to be theirs open anything'
);

select * from finish();
rollback;
