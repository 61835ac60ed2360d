-- A database described in rows: kind, name, definition. Two databases are alike when this says the
-- same of both. The order of columns is left out on purpose: nothing of ours may depend on it.

with spaces as (
    select n.oid, n.nspname, n.nspowner, n.nspacl
    from pg_namespace as n
    where n.nspname in ('api', 'data', 'private')
),

relations as (
    select c.*, c.oid::regclass::text as label
    from pg_class as c
    join spaces as s on s.oid = c.relnamespace
)

select 'schema' as kind, s.nspname::text as name,
    concat_ws(' ', s.nspowner::regrole, s.nspacl::text) as definition
from spaces as s

union all
select 'extension', e.extname::text, e.extnamespace::regnamespace || ' ' || e.extversion
from pg_extension as e

union all
select 'default privileges', concat_ws(' ', d.defaclrole::regrole, d.defaclobjtype), d.defaclacl::text
from pg_default_acl as d

union all
select 'relation', r.label, concat_ws(
    ' ', r.relkind, r.relpersistence, r.relowner::regrole, r.relacl::text,
    'row security', r.relrowsecurity, 'forced', r.relforcerowsecurity, r.reloptions::text,
    obj_description(r.oid, 'pg_class')
)
from relations as r
where r.relkind not in ('i', 't')

union all
select 'view', r.label, pg_get_viewdef(r.oid)
from relations as r
where r.relkind = 'v'

union all
select 'column', r.label || '.' || a.attname, concat_ws(
    ' ', format_type(a.atttypid, a.atttypmod), case when a.attnotnull then 'not null' end,
    nullif(a.attidentity, ''), nullif(a.attgenerated, ''), a.attacl::text,
    pg_get_expr(f.adbin, f.adrelid), col_description(r.oid, a.attnum)
)
from relations as r
join pg_attribute as a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
left join pg_attrdef as f on f.adrelid = r.oid and f.adnum = a.attnum
where r.relkind not in ('i', 't')

union all
select 'index', r.label, pg_get_indexdef(r.oid)
from relations as r
where r.relkind = 'i'

union all
select 'constraint',
    case
        when k.conrelid <> 0 then k.conrelid::regclass::text
        else k.contypid::regtype::text
    end || '.' || k.conname,
    concat_ws(' ', pg_get_constraintdef(k.oid), obj_description(k.oid, 'pg_constraint'))
from pg_constraint as k
join spaces as s on s.oid = k.connamespace

union all
select 'trigger', r.label || '.' || t.tgname, concat_ws(' ', t.tgenabled, pg_get_triggerdef(t.oid))
from relations as r
join pg_trigger as t on t.tgrelid = r.oid and not t.tgisinternal

union all
select 'policy', p.tablename || '.' || p.policyname, concat_ws(
    ' ', p.permissive, p.roles::text, p.cmd, 'using', p.qual, 'with check', p.with_check
)
from pg_policies as p
join spaces as s on s.nspname = p.schemaname

union all
select 'routine', p.oid::regprocedure::text, concat_ws(
    ' ', p.proowner::regrole, p.proacl::text, pg_get_functiondef(p.oid),
    obj_description(p.oid, 'pg_proc')
)
from pg_proc as p
join spaces as s on s.oid = p.pronamespace

union all
select 'type', t.oid::regtype::text, concat_ws(
    ' ', t.typtype, t.typowner::regrole, t.typacl::text,
    format_type(nullif(t.typbasetype, 0), t.typtypmod), t.typnotnull, t.typdefault,
    obj_description(t.oid, 'pg_type')
)
from pg_type as t
join spaces as s on s.oid = t.typnamespace
where t.typtype in ('d', 'e', 'r')

union all
select 'transition', t.from_status || ' -> ' || t.to_status, t.roles::text
from data.booking_transitions as t

order by 1, 2, 3;
