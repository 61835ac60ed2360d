-- Everything that is not as it must be, one row each; no row when all is well.
--
-- The invariants are the functions private.violated_<what>: each looks at rows alone, not at the
-- constraints that keep them so, and so sees what a dropped constraint, a bad restore or a hand
-- has done. Its COMMENT is the invariant. A new file is a new invariant; there is no list to keep.
--
-- Row security applies: whoever reads as holdfast_reader sees their business, a superuser sees all.
-- An invariant over tables that the caller may not read is left out.

create function private.violations()
returns table (invariant text, tenant_id uuid, subject_id uuid, detail text)
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_function record;
begin
    for v_function in
        select p.oid::regprocedure as name, obj_description(p.oid, 'pg_proc') as invariant
        from pg_catalog.pg_proc as p
        where
            p.pronamespace = to_regnamespace('private')
            and starts_with(p.proname, 'violated_')
            and has_function_privilege(p.oid, 'execute')
        order by p.proname
    loop
        return query execute format(
            'select %L, v.tenant_id, v.subject_id, v.detail from %s as v',
            v_function.invariant, v_function.name
        );
    end loop;
end;
$$;

comment on function private.violations is 'Every broken invariant; no row when all is well.';

grant execute on function private.violations to holdfast_reader;

create view data.violations
with (security_invoker = true)
as
select v.invariant, v.tenant_id, v.subject_id, v.detail
from private.violations() as v;

comment on view data.violations is 'Every broken invariant; no row when all is well.';

grant select on data.violations to holdfast_reader;
