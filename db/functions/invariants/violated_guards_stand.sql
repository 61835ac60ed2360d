-- What the others look at as rows, PostgreSQL guards beforehand, unless somebody has switched it
-- off: triggers, constraints, unique indexes and row security.

create function private.violated_guards_stand()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    select null::uuid, null::uuid, format('trigger %s of %s', t.tgname, c.relname)
    from pg_catalog.pg_trigger as t
    join pg_catalog.pg_class as c on c.oid = t.tgrelid
    where c.relnamespace = to_regnamespace('data') and t.tgenabled <> 'O'

    union all

    select null, null, format('constraint %s', k.conname)
    from pg_catalog.pg_constraint as k
    where
        k.connamespace = to_regnamespace('data')
        and not (k.convalidated and k.conenforced)

    union all

    select null, null, format('index %s', c.relname)
    from pg_catalog.pg_index as i
    join pg_catalog.pg_class as c on c.oid = i.indexrelid
    where c.relnamespace = to_regnamespace('data') and not i.indisvalid

    union all

    select null, null, format('row security of %s', c.relname)
    from pg_catalog.pg_class as c
    where
        c.relnamespace = to_regnamespace('data')
        and c.relkind in ('r', 'p')
        and not (c.relrowsecurity and c.relforcerowsecurity)

    union all

    select null, null, format('%s is missing', g.name)
    from unnest(array[
        'allocations_no_overlap', 'allocations_one_place_in_class', 'bookings_one_per_start',
        'engagements_no_overlap', 'waitlist_one_offer', 'waitlist_one_per_service'
    ]) as g (name)
    where to_regclass('data.' || g.name) is null;
$$;

comment on function private.violated_guards_stand is
    'Triggers are on, constraints and indexes valid, row security is forced.';

grant execute on function private.violated_guards_stand to holdfast_reader;
