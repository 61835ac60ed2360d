-- private.queue_message: an e-mail is written in the transaction that is the reason for it.

begin;
select plan(5);

select given.tenant('alder');
select given.tenant('birch');

select lives_ok(
    $$ select private.queue_message(null, 'sign_in', 'Ann@X.test', 'en') $$, 'for nobody'
);
select results_eq(
    $$ select kind, recipient::text, data, queued_at from data.messages $$,
    $$ values ('sign_in', 'ann@x.test', '{}'::jsonb, null::timestamptz) $$,
    'it waits for the relay'
);

select given.acting_for('alder', 'owner');
reset role;
set local role holdfast_api;
select lives_ok(
    $$ select private.queue_message(given.tenant_id('alder'), 'invitation', 'ann@x.test', 'it') $$,
    'for one''s business'
);
select throws_ok(
    $$ select private.queue_message(given.tenant_id('birch'), 'invitation', 'ann@x.test', 'it') $$,
    '42501', null, 'and for no other'
);
select throws_ok(
    $$ select private.queue_message(null, 'Not a kind', 'ann@x.test', 'it') $$, '23514', null,
    'a kind has the name of a file'
);

select * from finish();
rollback;
