-- private.verify_history and private.seal_history: a chain of what was done, and every way to break
-- it.

begin;
select plan(20);

select given.tenant('alder');
select given.tenant('birch');
select given.acting_for('alder', 'owner');
reset role;
select given.resource('alder', 'Ann');
insert into data.customers (tenant_id, name, email)
select given.tenant_id('alder'), 'Zoe ' || n, 'zoe' || n || '@customers.test'
from generate_series(1, 5) as n;

create function pg_temp.faults() returns text
    language sql
as $$
    select string_agg(concat_ws(' ', f.position - (select min(h.position) from data.history as h
        where table_name = 'customers'), f.what), ', ')
    from private.verify_history(given.tenant_id('alder')) as f;
$$;

-- What is found after a superuser has done something, which is undone.
create function pg_temp.after(p_statement text) returns text
    language plpgsql
as $$
declare
    v_found text;
begin
    perform pg_temp.faults();
    execute p_statement;
    v_found := pg_temp.faults();
    raise exception using errcode = 'ZZZZZ', message = coalesce(v_found, 'nothing');
exception
    when sqlstate 'ZZZZZ' then
        return sqlerrm;
end;
$$;

-- Whole.

select is(
    (select count(*)::integer from data.history where position is not null), 0,
    'what is written is not sealed'
);
select is(
    private.tenants_with_unsealed_history() @> array[given.tenant_id('alder')], true,
    'and the sweep is told'
);
select is(private.seal_history(given.tenant_id('birch')), 0, 'nobody seals another business');
select is(private.seal_history(given.tenant_id('alder'), 3), 3, 'so many are sealed at a time');
select is(pg_temp.faults(), null, 'the history is whole, and verifying seals the rest');
select is(
    (
        select array_agg(position order by at, history_id)
        from data.history
        where tenant_id = given.tenant_id('alder')
    ),
    array(
        select generate_series(1, count(*))
        from data.history
        where tenant_id = given.tenant_id('alder')
    ),
    'numbered without a gap, in order of time'
);
select is(private.seal_history(given.tenant_id('alder')), 0, 'nothing is sealed twice');
select throws_ok(
    $$ select private.verify_history(given.tenant_id('birch')) $$,
    'KN001', null, 'what cannot be seen is not said to be whole'
);

-- Tampered with. The five customers are at 0 to 4.

select is(
    pg_temp.after($$
        update data.history set after = '{"locale": "en"}'
            where personal #>> '{after,name}' = 'Zoe 2'
    $$),
    '1 changed', 'a row that was changed'
);
select is(
    pg_temp.after($$
        update data.history set actor_name = null where personal #>> '{after,name}' = 'Zoe 3'
    $$),
    '2 changed', 'also if only whose change it was'
);
select is(
    pg_temp.after($$ delete from data.history where personal #>> '{after,name}' = 'Zoe 2' $$),
    '1 missing', 'a row that was deleted'
);
select is(
    pg_temp.after($$ delete from data.history where personal #>> '{after,name}' in ('Zoe 4',
        'Zoe 5') $$),
    '3 tail cut off', 'the last rows that were deleted'
);
select is(
    pg_temp.after($$
        delete from data.history where personal #>> '{after,name}' in ('Zoe 4', 'Zoe 5');
        update data.history_heads set position = (select max(position) from data.history)
    $$),
    '2 head changed', 'also if the head was moved back'
);
select is(
    pg_temp.after($$ delete from data.history_heads $$), 'head missing', 'a head that was deleted'
);
select is(
    pg_temp.after($$
        update data.history set position = -position where personal #>> '{after,name}' in ('Zoe 2',
            'Zoe 3');
        update data.history as h
        set position = -o.position
        from data.history as o
        where h.position < 0 and o.position < 0 and o.history_id <> h.history_id
    $$),
    '1 reordered, 2 reordered, 3 reordered', 'rows that changed places, and what follows them'
);
select is(
    pg_temp.after($$
        update data.history set personal = jsonb_set(personal, '{after,name}', '"Eve"')
        where personal #>> '{after,name}' = 'Zoe 2'
    $$),
    '1 personal data changed', 'personal data that was changed'
);
select is(
    pg_temp.after($$
        update data.history set personal = null where personal #>> '{after,name}' = 'Zoe 2'
    $$),
    '1 personal data missing', 'personal data that was removed'
);
select is(
    pg_temp.after($$
        update data.history
        set personal = '{"after": {"name": "Eve"}}',
            personal_digest = sha256('{"after": {"name": "Eve"}}')
        where personal #>> '{after,name}' = 'Zoe 2'
    $$),
    '1 changed', 'also with its digest'
);

-- Erased.

select is(
    private.erase_history(given.tenant_id('alder'), array(
        select customer_id from data.customers where name = 'Zoe 2'
    )),
    1, 'what is personal can be erased'
);
select is(pg_temp.faults(), null, 'and the chain holds');

select * from finish();
rollback;
