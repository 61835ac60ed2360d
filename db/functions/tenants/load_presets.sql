-- Takes the presets as the files in db/presets have them. Only what differs is written, and
-- businesses that are there get the e-mails that they do not have yet. For app/migrate.py.

create function private.load_presets(p_documents jsonb) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    insert into data.presets as p (preset, document)
    select d.key, d.value
    from jsonb_each(p_documents) as d
    on conflict (preset) do update
    set document = excluded.document
    where p.document <> excluded.document;

    if found then
        perform private.add_templates(t.tenant_id, t.preset)
        from data.tenants as t
        order by t.tenant_id;
    end if;
end;
$$;

comment on function private.load_presets is 'Take the presets as the files have them.';
