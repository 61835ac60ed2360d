-- api.claim_messages: e-mails to send now, each for one sender at a time.

begin;
select plan(11);

create function pg_temp.claimed(p_limit integer default 20) returns text
    language sql
as $$
    select string_agg(item ->> 'kind', ' ' order by item ->> 'id')
    from jsonb_array_elements(
        api.claim_messages(p_tenant_id => null, p_limit => p_limit) -> 'items'
    ) as item;
$$;

select given.tenant('alder');
select private.queue_message(null, 'sign_in', 'Ann@X.test', 'en', '{"name": "Ann"}');
select private.queue_message(given.tenant_id('alder'), 'invitation', 'bob@x.test', 'it');
insert into data.messages (kind, recipient, locale, due_at)
values ('later', 'ann@x.test', 'en', now() + interval '1 minute');
insert into data.messages (kind, recipient, locale, sent_at)
values ('sent', 'ann@x.test', 'en', now());
insert into data.messages (kind, recipient, locale, failed_at)
values ('failed', 'ann@x.test', 'en', now());

select given.acting_for(null, 'guest');
select throws_ok($$ select pg_temp.claimed() $$, '42501', null, 'a guest sends nothing');
select given.acting_for('alder', 'owner');
select throws_ok($$ select pg_temp.claimed() $$, '42501', null, 'nor does an owner');
select given.acting_for('alder', 'worker');
select is(pg_temp.claimed(), null, 'nor a worker in the name of a business');

select given.acting_for(null, 'worker');
select is(pg_temp.claimed(1), 'sign_in', 'as many as were asked for, the first first');
select is(pg_temp.claimed(), 'invitation', 'what one has taken, the next does not get');
select is(pg_temp.claimed(), null, 'what is sent, given up or to be sent later is not due');

select given.nobody();
select results_eq(
    $$ select kind, attempts from data.messages where attempts > 0 order by message_id $$,
    $$ values ('sign_in', 1), ('invitation', 1) $$,
    'it is counted'
);
select is(
    (select count(*)::integer from data.messages where due_at = now() + interval '5 minutes'), 2,
    'and theirs for five minutes'
);

update data.messages set due_at = now() - interval '1 second' where kind = 'sign_in';
select given.acting_for(null, 'worker');
select is(
    api.claim_messages(p_tenant_id => null) #- '{items,0,id}',
    '{"items": [{"kind": "sign_in", "recipient": "ann@x.test", "locale": "en", "link_id": null,
        "data": {"name": "Ann"}}], "next_cursor": null}',
    'what was not settled by then is due again'
);
select is(
    api.claim_messages(p_tenant_id => null), '{"items": [], "next_cursor": null}', 'nothing is []'
);

select given.nobody();
select ok(
    not has_function_privilege(
        'holdfast_person', 'api.claim_messages(uuid, data.page_size)', 'execute'
    ),
    'nobody at a psql prompt reads the post'
);

select * from finish();
rollback;
