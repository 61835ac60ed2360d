-- Takes the reserved slugs as db/reserved_slugs.txt has them. A business that has one already keeps
-- it. For app/migrate.py.

create function private.load_reserved_slugs(p_slugs text[]) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    delete from data.reserved_slugs where slug <> all(p_slugs);

    insert into data.reserved_slugs (slug)
    select unnest(p_slugs)
    on conflict (slug) do nothing;
end;
$$;

comment on function private.load_reserved_slugs is 'Take the reserved slugs as the file has them.';
