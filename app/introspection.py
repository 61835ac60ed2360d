"""What PostgreSQL's own catalogue says of the api beyond its signatures (contract.py): domains,
the types of answers, and what a function can do and raise, itself or through what it calls.

openapi.py and documents.py are made from this; nothing of it is written twice.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

# One JSON document. Arrays are described by what they hold.
DESCRIPTION = """
    select json_build_object(
        'domains', (
            select json_object_agg(t.typname, json_build_object(
                'type', format_type(t.typbasetype, null),
                'comment', coalesce(obj_description(t.oid, 'pg_type'), ''),
                'checks', array(
                    select pg_get_constraintdef(c.oid)
                    from pg_constraint as c
                    where c.contypid = t.oid and c.contype = 'c'
                    order by c.conname
                )
            ) order by t.typname)
            from pg_type as t
            where t.typnamespace = 'data'::regnamespace and t.typtype = 'd'
        ),
        'types', (
            select json_object_agg(c.relname, json_build_object(
                'comment', coalesce(obj_description(c.reltype, 'pg_type'), ''),
                'attributes', (
                    select json_agg(json_build_object(
                        'name', a.attname,
                        'comment', coalesce(col_description(c.oid, a.attnum), ''),
                        'many', t.typcategory = 'A',
                        'type', format_type(e.oid, null),
                        'domain', case when e.typtype = 'd' then e.typname end,
                        'composite', case when e.typtype = 'c' then e.typname end
                    ) order by a.attnum)
                    from pg_attribute as a
                    join pg_type as t on t.oid = a.atttypid
                    join pg_type as e
                        on e.oid = case when t.typcategory = 'A' then t.typelem else t.oid end
                    where a.attrelid = c.oid and not a.attisdropped
                )
            ) order by c.relname)
            from pg_class as c
            where c.relnamespace = 'api'::regnamespace and c.relkind = 'c'
        ),
        'routines', (
            select json_agg(json_build_object(
                'name', format('%s.%s', p.pronamespace::regnamespace, p.proname),
                'source', pg_get_functiondef(p.oid),
                'defaults', array(
                    select pg_get_function_arg_default(p.oid, n)
                    from generate_series(1, p.pronargs) as n
                    order by n
                ),
                'parameters', p.proargnames
            ) order by p.pronamespace::regnamespace::text, p.proname, p.oid)
            from pg_proc as p
            where
                p.pronamespace in ('api'::regnamespace, 'private'::regnamespace)
                and p.prokind in ('f', 'p')
        ),
        'triggers', (
            select coalesce(json_agg(json_build_object(
                'relation', c.relname,
                'function', format('private.%s', p.proname),
                'columns', array(
                    select attname from pg_attribute
                    where attrelid = c.oid and attnum = any(t.tgattr)
                ),
                'on_update', t.tgtype & 16 > 0,
                'on_insert', t.tgtype & 4 > 0 and t.tgqual is null,
                'on_delete', t.tgtype & 8 > 0
            ) order by c.relname, t.tgname), '[]')
            from pg_trigger as t
            join pg_class as c on c.oid = t.tgrelid
            join pg_proc as p on p.oid = t.tgfoid
            where
                c.relnamespace = 'data'::regnamespace
                and p.pronamespace = 'private'::regnamespace
                and not t.tgisinternal
        ),
        'columns', (
            select json_object_agg(c.relname, (
                select json_object_agg(a.attname, not a.attnotnull)
                from pg_attribute as a
                where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            ))
            from pg_class as c
            where c.relnamespace = 'data'::regnamespace and c.relkind in ('r', 'p')
        ),
        'keys', (
            select json_object_agg(c.relname, json_build_object(
                'relation', r.relname,
                'columns', array(
                    select a.attname
                    from pg_attribute as a
                    where a.attrelid = r.oid and a.attnum = any(i.indkey)
                    order by a.attnum
                )
            ))
            from pg_index as i
            join pg_class as c on c.oid = i.indexrelid
            join pg_class as r on r.oid = i.indrelid
            where
                c.relnamespace = 'data'::regnamespace
                and (i.indisunique or i.indisexclusion)
        ),
        'checks', (
            select json_object_agg(k.conname, json_build_object(
                'relation', r.relname,
                'columns', array(
                    select a.attname
                    from pg_attribute as a
                    where a.attrelid = r.oid and a.attnum = any(k.conkey)
                    order by a.attnum
                )
            ))
            from pg_constraint as k
            join pg_class as r on r.oid = k.conrelid
            where k.connamespace = 'data'::regnamespace and k.contype = 'c'
        )
    )
"""

COMMENT = re.compile(r"--[^\n]*")
CALL = re.compile(r"\b((?:private|api)\.\w+)\s*\(")
INSERT = re.compile(r"\binsert\s+into\s+data\.(\w+)([^;]*)", re.I)
UPDATE = re.compile(
    r"\bupdate\s+data\.(\w+)(?:\s+as\s+\w+)?\s+set\b(.*?)(?:\bwhere\b|\breturning\b|;|$)",
    re.I | re.S,
)
DELETE = re.compile(r"\bdelete\s+from\s+data\.(\w+)", re.I)
CODE = re.compile(r"\berrcode\s*=\s*'(\w{5})'", re.I)
CLEARED = re.compile(r"\bp_clear\s*(?:,|\?)\s*'(\w+)'", re.I)
LITERAL = re.compile(r"^(?:'([^']*)'|(-?[\d.]+|true|false))(?:::[\w. ]+)?$")


@dataclass(frozen=True, slots=True)
class Domain:
    """A kind of value: its base type, what it is for, and its rules as PostgreSQL tells them."""

    type: str
    comment: str
    checks: list[str]


@dataclass(frozen=True, slots=True)
class Attribute:
    """One field of an answer. type is that of one of them where there are many."""

    name: str
    comment: str
    many: bool
    type: str
    domain: str | None
    composite: str | None

    @property
    def nullable(self) -> bool:
        return re.search(r"\bnull\b", self.comment, re.I) is not None

    @property
    def required(self) -> bool:
        """Whether every answer has it. A secret is in the first one alone."""
        return "only in the answer that creates it" not in self.comment


@dataclass(frozen=True, slots=True)
class Composite:
    """The shape of an answer."""

    comment: str
    attributes: list[Attribute]


@dataclass(frozen=True, slots=True)
class Key:
    """A unique or exclusion constraint, or a unique index: of which table and columns."""

    relation: str
    columns: list[str]


@dataclass(frozen=True, slots=True)
class Check:
    """A check constraint of a table, and the columns that it looks at."""

    relation: str
    columns: list[str]


@dataclass(frozen=True, slots=True)
class Trigger:
    """When a trigger fires: on updates of these columns (none: of any), on inserts, on deletes.

    One that asks first (WHEN) whether to mind an insert guards against ourselves, and is left out.
    """

    relation: str
    function: str
    columns: list[str]
    on_update: bool
    on_insert: bool
    on_delete: bool


@dataclass(frozen=True)
class Routine:
    """One function of schema api or private, with its text."""

    name: str
    source: str
    defaults: Mapping[str, str | None]

    @cached_property
    def calls(self) -> set[str]:
        return set(CALL.findall(self.source))

    @cached_property
    def inserts(self) -> list[tuple[str, str]]:
        """The tables that it inserts into, each with the rest of the statement."""
        return INSERT.findall(self.source)

    @cached_property
    def updates(self) -> list[tuple[str, str]]:
        """The tables that it updates, each with the rest of the statement."""
        return UPDATE.findall(self.source)

    @cached_property
    def deletes(self) -> set[str]:
        """The tables that it deletes from."""
        return set(DELETE.findall(self.source))

    @cached_property
    def writes(self) -> set[str]:
        """The tables that it inserts into, updates or deletes from."""
        return {table for table, _ in self.inserts + self.updates} | self.deletes

    def may_break(self, key: Key) -> bool:
        """Whether it writes rows that the key may refuse: new ones, unless it says what to do on
        conflict, or old ones with other values in the columns of the key."""
        return any(
            table == key.relation and not re.search(r"\bon\s+conflict\b", rest, re.I)
            for table, rest in self.inserts
        ) or any(
            table == key.relation and re.search(rf"\b{column}\b", change)
            for table, change in self.updates
            for column in key.columns
            if column != "tenant_id"
        )

    def may_fail(self, check: Check) -> bool:
        """Whether it writes rows that the check may refuse: with what a parameter of the name of a
        column that it looks at says. (That of money has another name.)"""
        names = "|".join(column.removesuffix("_minor") for column in check.columns)
        return any(
            table == check.relation and re.search(rf"\bp_({names})\b", rest)
            for table, rest in self.inserts + self.updates
        )

    def fires(self, trigger: Trigger) -> bool:
        """Whether it writes rows that the trigger may refuse. To set a column to a value that is
        written down here is a step that triggers let pass; others depend on the caller."""
        return (
            trigger.on_update
            and any(
                table == trigger.relation
                and (
                    not trigger.columns
                    or re.search(rf"\b({'|'.join(trigger.columns)})\s*=\s*(?!')", change)
                )
                for table, change in self.updates
            )
        ) or (
            (trigger.on_insert and trigger.relation in {table for table, _ in self.inserts})
            or (trigger.on_delete and trigger.relation in self.deletes)
        )

    @cached_property
    def codes(self) -> set[str]:
        """The SQLSTATEs that it raises itself."""
        return set(CODE.findall(self.source))


@dataclass(frozen=True)
class Reach:
    """A function together with all that it calls, and the triggers of what it writes."""

    routines: list[Routine]

    @cached_property
    def names(self) -> set[str]:
        return {routine.name for routine in self.routines}

    @cached_property
    def codes(self) -> set[str]:
        return {code for routine in self.routines for code in routine.codes}

    @cached_property
    def writes(self) -> bool:
        """Whether any of them changes a table."""
        return any(routine.writes for routine in self.routines)

    def may_break(self, key: Key) -> bool:
        return any(routine.may_break(key) for routine in self.routines)

    def may_fail(self, check: Check) -> bool:
        return any(routine.may_fail(check) for routine in self.routines)

    def says(self, pattern: str) -> bool:
        """Whether the text of any of them has the pattern."""
        return any(re.search(pattern, routine.source) for routine in self.routines)


class Introspection:
    """What DESCRIPTION gives, with names."""

    def __init__(self, described: Mapping[str, Any]) -> None:
        self.domains = {name: Domain(**each) for name, each in described["domains"].items()}
        self.types = {
            name: Composite(each["comment"], [Attribute(**a) for a in each["attributes"]])
            for name, each in described["types"].items()
        }
        self.triggers = [Trigger(**each) for each in described["triggers"]]
        self.keys = {name: Key(**each) for name, each in described["keys"].items()}
        self.checks = {name: Check(**each) for name, each in described["checks"].items()}
        self.routines: dict[str, list[Routine]] = {}
        for each in described["routines"]:
            defaults = dict(zip(each["parameters"] or [], each["defaults"], strict=False))
            routine = Routine(each["name"], COMMENT.sub("", each["source"]), defaults)
            self.routines.setdefault(routine.name, []).append(routine)
        self._columns: dict[str, dict[str, bool]] = described["columns"]
        # By name of a function: what it calls, and the triggers of what it writes.
        self._leads_to = {
            name: [
                following
                for routine in routines
                for following in (
                    *sorted(routine.calls),
                    *(each.function for each in self.triggers if routine.fires(each)),
                )
            ]
            for name, routines in self.routines.items()
        }

    @property
    def all(self) -> list[Routine]:
        """Every function, by name."""
        return [each for routines in self.routines.values() for each in routines]

    def reach(self, *names: str, stop: frozenset[str] = frozenset()) -> Reach:
        """All that the functions of these names can come to run, without those in stop."""
        found: list[Routine] = []
        seen = set(stop)
        waiting = sorted(names)
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            found.extend(self.routines.get(name, []))
            waiting.extend(self._leads_to.get(name, []))
        return Reach(found)

    def clearable(self, function: str) -> set[str]:
        """The fields that a partial update by this api function may empty: those that it looks for
        in p_clear, unless the table says that the column always has a value. (That of money has
        another name.)"""
        return {
            field
            for routine in self.routines[f"api.{function}"]
            for field in CLEARED.findall(routine.source)
            if all(
                self._columns.get(table, {}).get(column, True)
                for table in routine.writes
                for column in (field, f"{field}_minor")
            )
        }

    def default(self, function: str, parameter: str) -> str | None:
        """The value that a parameter has when it is not given, as text, if it is a plain one."""
        (routine, *_) = self.routines[f"api.{function}"]
        expression = routine.defaults.get(f"p_{parameter}")
        match = LITERAL.match(expression or "")
        return match[match.lastindex or 0] if match else None
