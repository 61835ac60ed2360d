"""docs/schema.md: every table with its rules, and who may do what to which of its rows."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.introspection import Introspection
from app.markdown import code, page, table

# One row for each table, in order of their names. What a role may do is said by grants, to which
# rows by policies.
TABLES = """
    select
        c.relname as name,
        obj_description(c.oid, 'pg_class') as comment,
        (
            select json_agg(json_build_object(
                'name', a.attname,
                'type', format_type(a.atttypid, a.atttypmod),
                'optional', not a.attnotnull,
                'default', pg_get_expr(d.adbin, d.adrelid),
                'comment', col_description(c.oid, a.attnum)
            ) order by a.attnum)
            from pg_attribute as a
            left join pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
            where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        ) as columns,
        (
            select json_agg(json_build_object(
                'name', r.conname,
                'definition', pg_get_constraintdef(r.oid)
            ) order by position(r.contype::text in 'puxfct'), r.conname)
            from pg_constraint as r
            where r.conrelid = c.oid and r.contype <> 'n'
        ) as constraints,
        (
            select json_agg(json_build_object(
                'name', i.indexrelid::regclass::text,
                'definition', pg_get_indexdef(i.indexrelid)
            ) order by i.indexrelid::regclass::text)
            from pg_index as i
            where
                i.indrelid = c.oid
                and not exists (select from pg_constraint where conindid = i.indexrelid)
        ) as indexes,
        (
            select json_agg(json_build_object(
                'name', t.tgname,
                'comment', obj_description(t.tgfoid, 'pg_proc')
            ) order by t.tgname)
            from pg_trigger as t
            where t.tgrelid = c.oid and not t.tgisinternal
        ) as triggers,
        (
            select json_agg(json_build_object(
                'role', g.grantee,
                'privilege', lower(privilege),
                'rules', array(
                    select coalesce(nullif(concat_ws(
                        ', and afterwards ',
                        pg_get_expr(p.polqual, p.polrelid),
                        nullif(
                            pg_get_expr(p.polwithcheck, p.polrelid),
                            coalesce(pg_get_expr(p.polqual, p.polrelid), '')
                        )
                    ), ''), 'true')
                    from pg_policy as p
                    where
                        p.polrelid = c.oid
                        and (p.polroles = '{0}' or g.grantee_id = any(p.polroles))
                        and p.polcmd in ('*', case privilege
                            when 'SELECT' then 'r' when 'INSERT' then 'a'
                            when 'UPDATE' then 'w' when 'DELETE' then 'd'
                        end)
                    order by p.polname
                )
            ) order by grantee, position(privilege in 'SELECT INSERT UPDATE DELETE'), privilege)
            from (
                select
                    a.grantee as grantee_id,
                    a.grantee::regrole::text as grantee,
                    a.privilege_type as privilege
                from aclexplode(c.relacl) as a
                where a.grantee <> c.relowner
            ) as g
        ) as grants
    from pg_class as c
    where c.relnamespace = 'data'::regnamespace and c.relkind in ('r', 'p')
    order by c.relname
"""


def schema(tables: Iterable[Mapping[str, Any]], known: Introspection) -> str:
    """Every domain and every table."""
    domains = ([code(name), one.type, one.comment] for name, one in known.domains.items())
    return page(
        "# Schema",
        "What is stored, in schema `data`. Row security is forced on every table: a role may do "
        "only what is listed with the table, and only to the rows for which the condition holds.",
        "## Kinds of values",
        table(["domain", "type", "meaning"], domains),
        "## Tables",
        *(described(each) for each in tables),
    )


def described(each: Mapping[str, Any]) -> str:
    """One table."""
    return page(
        f"### {each['name']}",
        each["comment"] or "",
        table(["column", "type", "default", "meaning"], map(column, each["columns"])),
        table(["constraint", "definition"], map(rule, each["constraints"] or [])),
        table(["index", "definition"], map(rule, each["indexes"] or [])),
        table(
            ["trigger", "does"],
            ([code(one["name"]), one["comment"] or ""] for one in each["triggers"] or []),
        ),
        table(["role", "may", "rows"], rights(each["grants"] or [])),
    )


def column(one: Mapping[str, Any]) -> list[str]:
    """One line of the table of columns."""
    type_ = one["type"].removeprefix("data.")
    return [
        code(one["name"]),
        f"{type_}, optional" if one["optional"] else type_,
        code(one["default"]) if one["default"] else "",
        one["comment"] or "",
    ]


def rule(one: Mapping[str, str]) -> list[str]:
    """One constraint or index, as PostgreSQL writes it."""
    return [code(one["name"].removeprefix("data.")), code(flat(one["definition"]))]


def rights(grants: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    """Who may do what to which rows; privileges on the same rows in one line."""
    lines: dict[tuple[str, str], list[str]] = {}
    for grant in grants:
        rows = " or ".join(code(flat(each)) for each in grant["rules"]) or "none"
        lines.setdefault((grant["role"], rows), []).append(grant["privilege"])
    return [
        [code(role), ", ".join(may), rows.replace("`true`", "all")]
        for (role, rows), may in lines.items()
    ]


def flat(sql: str) -> str:
    """SQL on one line."""
    return " ".join(sql.split())
