-- api.get_me: who the caller is.

begin;
select plan(7);

select given.tenant('alder');
select given.tenant('birch');
select given.account('Ann');
select given.member('alder', 'Olga', 'owner');
select given.member('birch', 'Cleo', 'owner');
insert into data.members (tenant_id, user_id, role, created_at)
values (
    given.tenant_id('birch'), given.user_id('alder', 'Olga'), 'staff', now() + interval '1 day'
);

create function pg_temp.membership(p_slug text, p_role text) returns jsonb
    language sql
    return jsonb_build_object('tenant', given.tenant_id(p_slug), 'slug', p_slug, 'role', p_role);

create function pg_temp.me(p_slug text default 'alder') returns jsonb
    language sql
as $$
    select api.get_me(p_tenant_id => given.tenant_id(p_slug));
$$;

select given.acting_for('alder', 'owner', 'Olga');
select is(
    pg_temp.me(),
    jsonb_build_object(
        'user_id', given.user_id('alder', 'Olga'),
        'name', 'Olga',
        'email', 'olga@alder.test',
        'email_verified', false,
        'locale', null,
        'second_factor', false,
        'tenant_id', given.tenant_id('alder'),
        'role', 'owner',
        'memberships', jsonb_build_array(
            pg_temp.membership('alder', 'owner'),
            pg_temp.membership('birch', 'staff')
        )
    ),
    'somebody who signed in is told who they are, and where they work'
);
select given.acting_for(
    'birch', 'staff', null, jsonb_build_object('sub', given.user_id('alder', 'Olga'))
);
select is(pg_temp.me('birch') ->> 'role', 'staff', 'elsewhere they are something else');
select given.acting_for('birch', 'owner', 'Cleo');
select is(
    pg_temp.me('birch') -> 'memberships',
    jsonb_build_array(
        pg_temp.membership('birch', 'owner')
    ),
    'where colleagues work besides is not told'
);
select given.acting_as('Ann');
select is(
    pg_temp.me(null) - 'user_id',
    '{"name": "Ann", "email": "ann@people.test", "email_verified": false, "locale": null,
        "second_factor": false, "tenant_id": null, "role": "customer", "memberships": []}',
    'a customer acts for no business'
);
select given.nobody();
update data.users
set email_verified_at = now(), totp_secret = 's', totp_on_at = now(), locale = 'pl'
where name = 'Ann';
select given.acting_as('Ann');
select is(
    pg_temp.me(null) - '{user_id,name,email,tenant_id,role,memberships}'::text[],
    '{"email_verified": true, "locale": "pl", "second_factor": true}',
    'what they have proved, and how they are written to'
);
select given.acting_for('alder');
select throws_ok('select pg_temp.me()', 'KA001', null, 'a guest has to sign in');
select given.acting_for('alder', 'owner', null, jsonb_build_object('sub', uuidv7()));
select throws_ok('select pg_temp.me()', 'KA001', null, 'somebody who is gone is nobody');

select * from finish();
rollback;
