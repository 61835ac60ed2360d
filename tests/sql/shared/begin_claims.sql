-- private.begin_claims: who is asking, for one transaction.

begin;
select plan(20);

select given.tenant('alder');
select given.tenant('birch');
select given.tenant('cedar');

select given.nobody();
update data.tenants set status = 'suspended' where slug = 'cedar';
select given.account('Ann'), given.account('Kate');
select given.member('alder', 'Olga', 'owner');
insert into data.members (tenant_id, user_id, role, created_at)
values (
    given.tenant_id('birch'), given.user_id('alder', 'Olga'), 'staff', now() + interval '1 day'
);
set local role holdfast_web;

select is(
    private.begin_claims('{"slug": "alder", "role": "guest"}', false), given.tenant_id('alder'),
    'a slug becomes its tenant'
);
select is(
    (current_setting('request.claims')::jsonb ->> 'tenant_id')::uuid, given.tenant_id('alder'),
    'whose rows are seen from now on'
);
select is(
    private.begin_claims(
        jsonb_build_object('tenant_id', given.tenant_id('birch'), 'role', 'owner'), false
    ),
    given.tenant_id('birch'), 'a token names its tenant'
);

-- Somebody else vouches for an e-mail address.
create function pg_temp.vouched(p_email text, p_more jsonb default '{}') returns jsonb
    language plpgsql
as $$
begin
    perform private.begin_claims(p_more || jsonb_build_object('vouched_email', p_email), false);
    return current_setting('request.claims')::jsonb;
end;
$$;

select is(
    pg_temp.vouched('Olga@alder.test', '{"request_id": "r"}'),
    jsonb_build_object(
        'sub', given.user_id('alder', 'Olga'), 'tenant_id', given.tenant_id('alder'),
        'role', 'owner', 'request_id', 'r'
    ),
    'who is vouched for is known by their address, and is what they are here'
);
select is(
    pg_temp.vouched(
        'olga@alder.test',
        jsonb_build_object('tenant_id', given.tenant_id('birch'), 'role', 'owner')
    ) - 'sub',
    jsonb_build_object('tenant_id', given.tenant_id('birch'), 'role', 'staff'),
    'in the business that they name, whatever else they say'
);
select is(
    pg_temp.vouched('olga@alder.test', jsonb_build_object('tenant_id', given.tenant_id('cedar'))),
    jsonb_build_object('sub', given.user_id('alder', 'Olga'), 'role', 'customer'),
    'where they do not work they are a customer, and are not taken elsewhere'
);
select is(
    pg_temp.vouched(
        'ann@people.test',
        '{"role": "platform_admin", "sub": "01900000-0000-7000-8000-000000000001"}'
    ),
    jsonb_build_object('sub', given.user_id('people', 'Ann'), 'role', 'customer'),
    'who works nowhere is a customer'
);
select is(
    private.begin_claims('{"vouched_email": "olga@alder.test"}', false), given.tenant_id('alder'),
    'their tenant is that of the request'
);
-- lower() makes a k of the sign for Kelvin.
select throws_ok(
    $$ select pg_temp.vouched(U&'\212Aate@people.test') $$, 'KA013', null,
    'and nobody is who only looks like them'
);
select throws_ok(
    $$ select pg_temp.vouched('nobody@alder.test') $$, 'KA013', null, 'somebody has to be there'
);

select throws_ok(
    $$ select private.begin_claims('{"slug": "nobody"}', false) $$, 'KN001', null,
    'a slug that nobody has'
);
select is(
    private.begin_claims('{"slug": "cedar", "role": "guest"}', false), given.tenant_id('cedar'),
    'at a business that is suspended, what it has goes on'
);
-- Platform admins.

select given.nobody();
select given.platform_admin('Ada');
insert into data.acting (tenant_id, user_id, name, reason, expires_at)
values (
    given.tenant_id('alder'), given.user_id('platform', 'Ada'), 'Ada', 'They asked',
    now() + interval '1 hour'
);
create temporary table acting as select tenant_id, acting_id, user_id from data.acting;
grant select on acting to public;

create function pg_temp.begin(p_more jsonb default '{}') returns text
    language plpgsql
as $$
begin
    perform private.begin_claims(to_jsonb(a) - 'acting_id' - 'user_id' || jsonb_build_object(
        'role', 'platform_admin', 'sub', a.user_id, 'acting', a.acting_id
    ) || p_more, false)
    from acting as a;
    return current_setting('request.claims')::jsonb ->> 'role';
end;
$$;

set local role holdfast_web;
select is(pg_temp.begin(), 'owner', 'a platform admin who acts for a business does as an owner');
select throws_ok(
    $$ select pg_temp.begin('{"acting": null}') $$, 'KF015', null, 'and otherwise not at all'
);
select throws_ok(
    format($$ select pg_temp.begin('{"tenant_id": "%s"}') $$, given.tenant_id('birch')),
    'KF015', null, 'nor for another'
);
select throws_ok(
    format($$ select pg_temp.begin('{"sub": "%s"}') $$, uuidv7()), 'KF015', null, 'nor can another'
);
select given.nobody();
update data.acting set ended_at = now();
set local role holdfast_web;
select throws_ok($$ select pg_temp.begin() $$, 'KF015', null, 'nor once it has ended');

-- Only reading.

select is(current_setting('transaction_read_only'), 'off', 'until here all could write');
-- Not in lives_ok: that is a subtransaction, which gives the transaction back as it was.
select is(
    private.begin_claims('{"slug": "cedar", "role": "guest"}', true), given.tenant_id('cedar'),
    'they may still read there'
);
select is(current_setting('transaction_read_only'), 'on', 'and nothing but read');

select * from finish();
rollback;
