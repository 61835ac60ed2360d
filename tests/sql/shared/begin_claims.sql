-- private.begin_claims: who is asking, for one transaction.

begin;
select plan(8);

select given.tenant('alder');
select given.tenant('birch');
select given.tenant('cedar');

select given.nobody();
update data.tenants set status = 'suspended' where slug = 'cedar';
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
select throws_ok(
    $$ select private.begin_claims('{"slug": "nobody"}', false) $$, 'KN001', null,
    'a slug that nobody has'
);
select is(
    private.begin_claims('{"slug": "cedar", "role": "guest"}', false), given.tenant_id('cedar'),
    'at a business that is suspended, what it has goes on'
);
select is(current_setting('transaction_read_only'), 'off', 'until here all could write');
-- Not in lives_ok: that is a subtransaction, which gives the transaction back as it was.
select is(
    private.begin_claims('{"slug": "cedar", "role": "guest"}', true), given.tenant_id('cedar'),
    'they may still read there'
);
select is(current_setting('transaction_read_only'), 'on', 'and nothing but read');

select * from finish();
rollback;
