-- What happened stays as it happened, whoever tries. The owner of the tables could do more: nobody
-- signs in as that (tests/sql/security/surface.sql).

begin;
select plan(7);

select given.tenant('alder');
select set_config('request.claims', jsonb_build_object(
    'tenant_id', given.tenant_id('alder'), 'role', 'owner'
)::text, true);
select private.publish_events(given.tenant_id('alder'), 1);

-- Each role of ours that can be refused a statement, or finds no row for it, passes.
create function pg_temp.who_can(p_statement text) returns text
    language plpgsql
as $$
declare
    v_role name;
    v_rows bigint;
    v_found text[] := '{}';
begin
    for v_role in
        select rolname from pg_roles
        where rolname like 'holdfast\_%' and rolname <> 'holdfast_owner'
        order by rolname
    loop
        begin
            execute format('set local role %I', v_role);
            execute p_statement;
            get diagnostics v_rows = row_count;
            raise exception using errcode = 'P0001', message = v_rows::text;
        exception
            when insufficient_privilege or check_violation then
                null;
            when raise_exception then
                if sqlerrm <> '0' then
                    v_found := v_found || v_role::text;
                end if;
        end;
    end loop;

    return array_to_string(v_found, ' ');
end;
$$;

select is(
    pg_temp.who_can('update data.events set data = ''{}'', type = ''a.b'''), '',
    'nobody changes an event'
);
select is(pg_temp.who_can('delete from data.events'), '', 'nobody deletes one');
select is(
    (
        select string_agg(r.rolname, ' ')
        from pg_roles as r
        where
            r.rolname like 'holdfast\_%'
            and r.rolname <> 'holdfast_owner'
            and has_table_privilege(r.oid, 'data.events', 'truncate')
    ),
    null, 'or all of them'
);
select is(
    pg_temp.who_can('update data.events set sequence = 100 where sequence is null'),
    'holdfast_relay', 'the relay gives each its place'
);
select is(
    pg_temp.who_can('update data.events set sequence = 100 where sequence is not null'), '',
    'once'
);
select is(
    pg_temp.who_can(
        'insert into data.events (tenant_id, type, subject_id) values (uuidv7(), ''a.b'', uuidv7())'
    ),
    '', 'nobody writes into another business''s'
);
select is(
    pg_temp.who_can(format(
        'insert into data.events (tenant_id, type, subject_id) values (%L, ''a.b'', uuidv7())',
        given.tenant_id('alder')
    )),
    'holdfast_api holdfast_eraser',
    'and into its own only what the functions of the api say, or triggers'
);

select * from finish();
rollback;
