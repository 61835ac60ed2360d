-- api.list_history: who changed what.

begin;
select plan(18);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');
select given.acting_for('alder', 'owner', 'Olga', '{"request_id": "r1"}');
create temporary table made as
select (api.create_customer(
    given.tenant_id('alder'), 'Zoe', 'zoe@customers.test', p_locale => 'it'
) ->> 'id')::uuid as zoe;
grant select on made to public;
select given.acting_for('alder', 'manager', 'Max', '{"request_id": "r2"}');
select api.update_customer(given.tenant_id('alder'), zoe, p_name => 'Zora', p_clear => '["email"]')
    from made;
select given.nobody();
update data.customers set phone = '+39 02 5555';

create function pg_temp.items(
    p_subject uuid default null, p_table text default null, p_actor uuid default null,
    p_from text default null, p_to text default null
) returns jsonb
    language sql
as $$
    select api.list_history(
        given.tenant_id('alder'), p_subject, p_table, p_actor, p_from, p_to, 200
    ) -> 'items';
$$;

select given.acting_for('alder', 'staff', 'Sam');
select throws_ok('select pg_temp.items()', 'KF001', null, 'staff may not ask');
select given.acting_for('alder');
select throws_ok('select pg_temp.items()', 'KA001', null, 'nor may a guest');
select given.acting_for('birch', 'owner');
select is(
    (select api.list_history(given.tenant_id('birch'), zoe) -> 'items' from made), '[]',
    'another business sees nothing of it'
);

select given.acting_for('alder', 'manager', 'Max');
select is(
    (select jsonb_path_query_array(pg_temp.items(zoe), '$[*].operation') from made),
    '["update", "update", "insert"]', 'the newest first'
);
select is(
    (select pg_temp.items(zoe) -> 2 -> 'actor' from made),
    jsonb_build_object(
        'id', given.user_id('alder', 'Olga'), 'name', 'Olga', 'role', 'owner', 'via', 'request'
    ),
    'who made it'
);
select is((select pg_temp.items(zoe) -> 2 ->> 'request_id' from made), 'r1', 'with which request');
select is(
    (select (pg_temp.items(zoe) -> 2 -> 'after') - '{tenant_id,customer_id,created_at}'::text[]
        from made),
    '{"name": "Zoe", "email": "zoe@customers.test", "locale": "it"}', 'what it was, all of it'
);
select is(
    (select pg_temp.items(zoe) -> 2 -> 'personal' from made), '["email", "name"]',
        'which of that is personal'
);
select is(
    (select jsonb_build_array(pg_temp.items(zoe) -> 1 -> 'before',
        pg_temp.items(zoe) -> 1 -> 'after') from made),
    '[{"name": "Zoe", "email": "zoe@customers.test"}, {"name": "Zora"}]', 'of a change what changed'
);
select is(
    (select pg_temp.items(zoe) -> 0 -> 'actor' from made),
    jsonb_build_object('id', null, 'name', 'psql as ' || session_user, 'role', null, 'via', 'psql'),
    'and by whom, if it was at a prompt'
);
select is(
    (select jsonb_path_query_array(pg_temp.items(p_table => 'customers'), '$[*].table')),
    '["customers", "customers", "customers"]', 'of one kind of thing'
);
select is(
    (select jsonb_path_query_array(
        pg_temp.items(p_actor => given.user_id('alder', 'Max')), '$[*].request_id'
    )), '["r2"]', 'of one user'
);
select is(
    pg_temp.items(p_to => '2020-01-01T00:00:00Z')
    || pg_temp.items(p_from => '2090-01-01T00:00:00Z'), '[]',
    'within a time there was nothing'
);
select is(
    jsonb_array_length(pg_temp.items(
        p_from => to_char(now() - interval '1 day', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        p_to => to_char(now() + interval '2 day', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
    )),
    jsonb_array_length(pg_temp.items()), 'and within another all of it'
);
select is(
    (
        with recursive pages as (
            select api.list_history(given.tenant_id('alder'), p_limit => 3) as page
            union all
            select api.list_history(
                given.tenant_id('alder'), p_limit => 3, p_cursor => page ->> 'next_cursor'
            )
            from pages
            where page ->> 'next_cursor' is not null
        )

        select jsonb_agg(item -> 'id')
        from pages
        cross join jsonb_array_elements(page -> 'items') as item
    ),
    jsonb_path_query_array(pg_temp.items(), '$[*].id'), 'page by page it is the same'
);

select given.nobody();
select given.acting_for('alder', 'owner');
reset role;
select private.erase_history(given.tenant_id('alder'), array[zoe]) from made;
select given.acting_for('alder', 'manager', 'Max');
select is(
    (select (pg_temp.items(zoe) -> 2 -> 'after') - '{tenant_id,customer_id,created_at}'::text[]
        from made),
    '{
        "name": null, "email": null, "phone": null, "phone_e164": null, "note": null, "locale": "it"
    }',
    'what was personal is null once it is erased'
);
select isnt((select pg_temp.items(zoe) -> 2 ->> 'erased_at' from made), null, 'and when is said');
select is(
    (select count(*)::integer from made where pg_temp.items()::text ~ 'Zora|zoe@|5555'), 0,
        'nothing is left of it'
);

select * from finish();
rollback;
