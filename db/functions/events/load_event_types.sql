-- Takes the catalogue of events as the files in db/events have it (app/event_types.py): a document
-- with the description and the schema of each type. Only what differs is written. For
-- app/migrate.py.

create function private.load_event_types(p_types jsonb) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    delete from data.event_types
    where not p_types ? type;

    insert into data.event_types as t (type, description, schema)
    select e.key, e.value ->> 'description', e.value -> 'schema'
    from jsonb_each(p_types) as e
    on conflict (type) do update
    set description = excluded.description, schema = excluded.schema
    where (t.description, t.schema) is distinct from (excluded.description, excluded.schema);
end;
$$;

comment on function private.load_event_types is
    'Take the catalogue of events as the files have it.';
