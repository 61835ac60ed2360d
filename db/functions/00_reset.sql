-- Clear the replaceable layer so that it ends up being exactly these files.
--
-- Grants first: a line deleted from db/policies must stop granting anything. Then policies, views
-- and triggers, then every routine in api and private in one DROP, then the types that only they
-- use. There is no CASCADE: if a table has come to depend on something here, this fails loudly,
-- because that thing belongs in db/schema instead.

revoke all on schema data, private from
    holdfast_api, holdfast_web, holdfast_reader, holdfast_eraser, holdfast_historian,
    holdfast_relay, holdfast_sweeper, holdfast_worker, holdfast_person;
revoke all on schema api from
    holdfast_web, holdfast_reader, holdfast_worker, holdfast_person;
revoke all on all tables in schema data from
    holdfast_api, holdfast_web, holdfast_reader, holdfast_eraser, holdfast_historian,
    holdfast_relay, holdfast_sweeper, holdfast_worker, holdfast_person;

do $$
declare
    v_lock text;
    v_drop text;
begin
    -- Parents before children, the order in which our own functions take them.
    select format(
        'lock table %s in access exclusive mode',
        string_agg(oid::regclass::text, ', ' order by oid)
    )
    into v_lock
    from pg_class
    where relnamespace = 'data'::regnamespace and relkind in ('r', 'p');

    if v_lock is not null then
        execute v_lock;
    end if;

    for v_drop in
        select format('drop policy %I on %I.%I', policyname, schemaname, tablename)
        from pg_policies
        where schemaname = 'data'
        union all
        select format('drop view %s', oid::regclass)
        from pg_class
        where relnamespace = 'data'::regnamespace and relkind = 'v'
        union all
        select format('drop trigger %I on %s', tgname, tgrelid::regclass)
        from pg_trigger
        join pg_class on pg_class.oid = tgrelid
        where relnamespace = 'data'::regnamespace and not tgisinternal
    loop
        execute v_drop;
    end loop;

    select 'drop routine ' || string_agg(oid::regprocedure::text, ', ')
    into v_drop
    from pg_proc
    where pronamespace in ('api'::regnamespace, 'private'::regnamespace);

    if v_drop is not null then
        execute v_drop;
    end if;

    select 'drop type ' || string_agg(oid::regclass::text, ', ')
    into v_drop
    from pg_class
    where relnamespace in ('api'::regnamespace, 'private'::regnamespace) and relkind = 'c';

    if v_drop is not null then
        execute v_drop;
    end if;
end;
$$;

-- A function can only be given to a role that may create in its schema; 00_grants.sql ends this.
grant usage, create on schema private to
    holdfast_api, holdfast_eraser, holdfast_historian, holdfast_relay, holdfast_sweeper;
