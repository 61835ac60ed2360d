-- What somebody at a psql prompt can do, one line each.

create function private.help()
returns table (call text, does text)
    language sql stable
    set search_path = ''
as $$
    select
        format(
            'api.%s(%s)',
            p.proname,
            coalesce(string_agg(
                a.name || case
                    when a.n > p.pronargs - p.pronargdefaults then '?' else ''
                end,
                ', ' order by a.n
            ), '')
        ),
        split_part(pg_catalog.obj_description(p.oid, 'pg_proc'), E'\n', 1)
    from pg_catalog.pg_proc as p
    left join unnest(p.proargnames) with ordinality as a (name, n) on a.n <= p.pronargs
    where p.pronamespace = 'api'::regnamespace
    group by p.oid, p.proname, p.pronargs, p.pronargdefaults
    order by p.proname;
$$;

comment on function private.help is
    'What can be done from here: every api function, its parameters (? marks optional ones).';

grant execute on function private.help to holdfast_person;
