-- private.tg_record_history: what is recorded of a change, and of which tables.

begin;
select plan(24);

-- Of which tables.

select is_empty(
    $$
        select c.relname
        from pg_class as c
        join pg_attribute as a on a.attrelid = c.oid and a.attname = 'tenant_id'
        where c.relnamespace = 'data'::regnamespace and c.relkind in ('r', 'p')
            and (
                select count(*)
                from pg_trigger as t
                where t.tgrelid = c.oid and t.tgname in ('_950_history', '_950_history_of_update')
                    and t.tgfoid = 'private.tg_record_history'::regproc and t.tgenabled = 'O'
            ) <> case when c.relname in (select table_name
                from private.left_out_of_history()) then 0 else 2 end
    $$,
    'every table of a business is recorded, or left out for a reason'
);
select is_empty(
    $$
        select table_name, reason
        from private.left_out_of_history()
        where to_regclass('data.' || table_name) is null or reason !~ '\S'
    $$,
    'what is left out is there'
);
select is_empty(
    $$
        select p.table_name, p.column_name
        from data.personal_columns as p
        where not exists (
            select
            from pg_attribute as a
            where a.attrelid = to_regclass('data.' || p.table_name) and a.attname = p.column_name
                and not a.attisdropped
        )
    $$,
    'every personal column is there'
);
select is_empty(
    $$
        select c.relname, a.attname
        from pg_trigger as t
        join pg_class as c on c.oid = t.tgrelid
        join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        left join data.personal_columns as p on p.table_name = c.relname
            and p.column_name = a.attname
        cross join lateral string_to_array(encode(t.tgargs, 'escape'), '\000') as said
        where t.tgfoid = 'private.tg_record_history'::regproc and (
            (a.attname = any(said[2]::text[])) <> (coalesce(p.kind, 'secret') <> 'secret')
            or (a.attname = any(said[3]::text[])) <> (coalesce(p.kind, 'secret') = 'secret')
            or (a.attname = any(said[4]::text[])) <> (coalesce(p.kind, '') = 'secret')
        )
    $$,
    'the triggers know what is personal, and what is secret'
);
select is_empty(
    $$
        select c.relname, a.attname
        from pg_trigger as t
        join pg_class as c on c.oid = t.tgrelid
        join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        where t.tgfoid = 'private.tg_record_history'::regproc
            and (
                a.atttypid = 'bytea'::regtype
                or a.attname ~ 'secret|password|hash|token'
                and a.atttypid <> 'timestamptz'::regtype
            )
            and not exists (
                select
                from data.personal_columns as p
                where p.table_name = c.relname and p.column_name = a.attname and p.kind = 'secret'
            )
    $$,
    'what looks like a secret in them is one'
);

-- What is recorded.

select given.tenant('alder');
create function pg_temp.last(p_table text) returns data.history
    language sql
as $$
    select h
    from data.history as h
    where h.table_name = p_table
    order by h.history_id desc
    limit 1;
$$;

select is(
    (select count(*)::integer from data.history where table_name = 'tenants'
        and operation = 'insert'),
    1, 'a business begins with its own first row'
);
select is(
    (pg_temp.last('tenant_keys')).after,
    jsonb_build_object('tenant_id', given.tenant_id('alder'), 'manage_key', '(secret)'),
    'that it has keys is recorded, and not the keys'
);
update data.tenant_keys set manage_key = 'abc';
select is(
    (select array[(h).before, (h).after] from pg_temp.last('tenant_keys') as h),
    array['{"manage_key": "(secret)"}', '{"manage_key": "(secret)"}']::jsonb[],
    'that they changed is'
);

insert into data.customers (tenant_id, name, email) values (given.tenant_id('alder'), 'Zoe',
    'zoe@c.test');
select is(
    (select (h).actor_name || ' ' || (h).operation from pg_temp.last('customers') as h),
    'psql as ' || session_user || ' insert', 'somebody at a prompt is named'
);
select is(
    (select (h).subject_id from pg_temp.last('customers') as h),
    (select customer_id from data.customers), 'with the id of the row'
);
select is(
    (select (h).personal - 'salt' from pg_temp.last('customers') as h),
    '{"after": {"name": "Zoe", "email": "zoe@c.test"}}', 'what is personal is apart'
);
select is(
    (select (h).before is null and not (h).after ?| '{name,email,phone,note}'
        from pg_temp.last('customers') as h),
    true, 'and only there'
);
select is(
    (select length((h).personal ->> 'salt') from pg_temp.last('customers') as h), 36, 'with a salt'
);
select is(
    (select (h).personal_digest from pg_temp.last('customers') as h),
    (select sha256(convert_to((h).personal::text, 'UTF8')) from pg_temp.last('customers') as h),
    'and its digest beside it'
);

select given.acting_for('alder', 'owner', null,
    '{"request_id": "r1", "sub": "00000000-0000-0000-0000-000000000001"}');
reset role;
update data.customers set locale = 'it', email = null;
select is(
    (
        select concat_ws(' ', (h).actor_id, (h).actor_role, (h).request_id, (h).actor_name)
        from pg_temp.last('customers') as h
    ),
    '00000000-0000-0000-0000-000000000001 owner r1',
        'who asked is said, in which role, with which request'
);
select is(
    (
        select jsonb_build_array((h).before, (h).after, (h).personal - 'salt')
        from pg_temp.last('customers') as h
    ),
    '[{}, {"locale": "it"}, {"before": {"email": "zoe@c.test"}, "after": {}}]',
    'of a change what changed, nulls left out'
);
select is(
    (select count(*)::integer from data.history where table_name = 'customers'), 2, 'that is two'
);
update data.customers set locale = 'it';
select is(
    (select count(*)::integer from data.history where table_name = 'customers'), 2,
    'a change that changes nothing is none'
);
select given.acting_for('alder', 'owner', null, '{"request_id": "r2", "acting": true}');
reset role;
delete from data.customers;
select is(
    (
        select jsonb_build_array((h).operation, (h).actor_role, (h).before ->> 'locale', (h).after,
            (h).personal -> 'before')
        from pg_temp.last('customers') as h
    ),
    '["delete", "platform_admin", "it", null, {"name": "Zoe"}]',
    'of a row that goes all, and that a platform admin acted'
);

select given.acting_for('alder', 'worker');
reset role;
update data.tenants set tagline = 'Hair' where tenant_id = given.tenant_id('alder');
select is(
    (select concat_ws(' ', (h).actor_role, (h).actor_name) from pg_temp.last('tenants') as h),
    'worker', 'time itself needs no request'
);

-- A change that cascades is its owner's, who may not write history; the trigger may.
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.acting_for('alder', 'owner', null, '{"request_id": "r3"}');
reset role;
set local role holdfast_api;
delete from data.requirements where tenant_id = given.tenant_id('alder');
reset role;
select is(
    (select (h).operation || ' ' || (h).request_id from pg_temp.last('candidates') as h),
    'delete r3', 'what cascades is recorded'
);

-- Nobody else writes it.

set local role holdfast_historian;
select throws_ok(
    $$
        insert into data.history (tenant_id, table_name, subject_id, operation)
        values (private.current_tenant_id(), 'bookings', private.current_tenant_id(), 'insert')
    $$,
    '42501', null, 'whoever is in no trigger writes no history, with any right'
);
select throws_ok(
    $$ update data.history set after = '{}' $$, '42501', null, 'nobody changes what it says'
);
select throws_ok($$ delete from data.history $$, '42501', null, 'or deletes of it');

select * from finish();
rollback;
