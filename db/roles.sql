-- Roles belong to the whole cluster, so they are neither schema nor migration:
-- this file runs first on every migrate, and is safe to run again. No passwords
-- here; an operator sets those.
--
--   holdfast_owner   owns every table and every private function. Only migrations act as it.
--   holdfast_api     owns the api functions. Row security applies to it.
--   holdfast_web     what the application logs in as. May only call api functions.
--   holdfast_reader  may read every table under row security: people, dashboards, exports.
--   holdfast_eraser  does what holdfast_api does, and erases what is personal in a business's rows.
--   holdfast_historian  writes the history of every change, seals and erases it, and nothing else.
--   holdfast_relay   gives events their place in the sequence, and nothing else.
--   holdfast_sweeper sees in which businesses there is something to do (holds that have lapsed,
--                    history to seal, events to publish, something to deliver), and nothing else.
--   holdfast_worker  what the worker logs in as. May only call the functions that are its own.
--   holdfast_person  what somebody at a psql prompt logs in as: reads, and calls api functions.

do $$
declare
    v_role record;
begin
    for v_role in
        select *
        from (values
            ('holdfast_owner', 'nologin'),
            ('holdfast_api', 'nologin'),
            ('holdfast_web', 'login'),
            ('holdfast_reader', 'nologin'),
            ('holdfast_eraser', 'nologin'),
            ('holdfast_historian', 'nologin'),
            ('holdfast_relay', 'nologin'),
            ('holdfast_sweeper', 'nologin'),
            ('holdfast_worker', 'login'),
            ('holdfast_person', 'login')
        ) as wanted (name, login)
        where not exists (select from pg_roles where rolname = wanted.name)
    loop
        execute format('create role %I %s nobypassrls', v_role.name, v_role.login);
    end loop;
end;
$$;

-- So that the owner may hand functions over to them.
grant holdfast_api to holdfast_owner;
grant holdfast_eraser to holdfast_owner;
grant holdfast_historian to holdfast_owner;
grant holdfast_relay to holdfast_owner;
grant holdfast_sweeper to holdfast_owner;
grant holdfast_api to holdfast_eraser;
grant holdfast_reader to holdfast_person;

-- A request that takes longer than this is better told so. Set on the role and not on the
-- connection, so that it holds behind a pooler too.
alter role holdfast_web set statement_timeout = '5s';
alter role holdfast_web set idle_in_transaction_session_timeout = '10s';
alter role holdfast_web set timezone = 'UTC';
-- Every query of ours is written so that one plan serves all arguments.
alter role holdfast_web set plan_cache_mode = 'force_generic_plan';
alter role holdfast_worker set statement_timeout = '60s';
alter role holdfast_worker set idle_in_transaction_session_timeout = '10s';
alter role holdfast_worker set timezone = 'UTC';
alter role holdfast_worker set plan_cache_mode = 'force_generic_plan';
alter role holdfast_person set timezone = 'UTC';
alter role holdfast_person set plan_cache_mode = 'force_generic_plan';
