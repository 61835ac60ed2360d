-- api.settle_message: sent, or to be tried again, or given up.

begin;
select plan(11);

create function pg_temp.settle(p_error text) returns void
    language sql
as $$
    select given.nobody();
    select given.acting_for(null, 'worker');
    select api.settle_message(
        p_tenant_id => null,
        p_message_id => '01900000-0000-7000-8000-000000000001',
        p_error => p_error
    );
    select given.nobody();
$$;

create function pg_temp.message() returns data.messages
    language sql
as $$
    select * from data.messages where kind = 'sign_in';
$$;

select given.tenant('alder');
insert into data.messages (message_id, kind, recipient, locale, attempts)
values ('01900000-0000-7000-8000-000000000001', 'sign_in', 'ann@x.test', 'en', 1);

select given.acting_for('alder', 'owner');
select throws_ok(
    $$ select api.settle_message(null, '01900000-0000-7000-8000-000000000001') $$, '42501', null,
    'an owner settles nothing'
);

select pg_temp.settle('Nobody is at home.');
select is((pg_temp.message()).last_error, 'Nobody is at home.', 'why it was not sent is kept');
select is((pg_temp.message()).due_at, now() + interval '1 minute', 'it is tried again');
select is((pg_temp.message()).sent_at, null, 'it is not sent');

update data.messages set attempts = 3;
select pg_temp.settle(repeat('x', 600));
select is((pg_temp.message()).due_at, now() + interval '9 minutes', 'later each time');
select is(length((pg_temp.message()).last_error), 500, 'of a long story, the beginning');

update data.messages set attempts = 8;
select pg_temp.settle('No.');
select is((pg_temp.message()).failed_at, now(), 'after eight times it is given up');

update data.messages set failed_at = null;
select pg_temp.settle(null);
select is((pg_temp.message()).sent_at, now(), 'sent is sent');
select is((pg_temp.message()).last_error, null, 'and nothing is wrong any more');

select pg_temp.settle('Who comes late.');
select is((pg_temp.message()).last_error, null, 'what is sent cannot be undone');

select given.acting_for(null, 'worker');
select lives_ok(
    $$ select api.settle_message(null, '01900000-0000-7000-8000-000000000009') $$,
    'what is not there needs nothing'
);

select * from finish();
rollback;
