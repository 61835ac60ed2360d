"""The contract of the api functions, read from PostgreSQL's own catalogue.

What a function is called, what it takes and whether it only reads is said once, in SQL. From that
come the calls (database.py), the refusals of wrong arguments (here) and the documentation
(openapi.py).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

# One row for each function: its name, whether it only reads, its comment, and its parameters after
# p_tenant_id, without their p_: name, base type, domain and its comment, whether it is required.
SIGNATURES = """
    with domains as (
        select t.oid, t.typname, format_type(t.typbasetype, null) as base, d.description
        from pg_type as t
        left join pg_description as d
            on d.objoid = t.oid and d.classoid = 'pg_type'::regclass and d.objsubid = 0
        where t.typtype = 'd'
    )

    select
        p.proname,
        p.provolatile <> 'v',
        obj_description(p.oid, 'pg_proc'),
        coalesce(
            json_agg(json_build_array(
                substr(p.proargnames[a.n], 3),
                coalesce(d.base, format_type(a.type, null)),
                d.typname,
                d.description,
                a.n <= p.pronargs - p.pronargdefaults
            ) order by a.n) filter (where a.n > 1),
            '[]'
        )
    from pg_proc as p
    cross join unnest(p.proargtypes) with ordinality as a (type, n)
    left join domains as d on d.oid = a.type
    where p.pronamespace = 'api'::regnamespace
    group by p.oid
"""

# What JSON calls the types that PostgreSQL's functions take. Everything else is a string.
JSON_TYPES = {
    "integer": "integer",
    "bigint": "integer",
    "double precision": "number",
    "boolean": "boolean",
    "jsonb": "any",
}

# Where PostgreSQL reads more than the contract promises, and 12/11 could be either.
FORMATS = {
    "date": (re.compile(r"\d{4}-\d\d-\d\d"), "a date: 2026-12-01"),
    "time without time zone": (
        re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?|24:00(:00)?"),
        "a time of day: 09:00",
    ),
}

# What a value must be that PostgreSQL cannot read as one of a type.
READ_AS = {
    "bigint": "must be a whole number, and less than 2^63",
    "boolean": "must be true or false",
    "date": "must be a date that there is: 2026-12-01",
    "double precision": "must be a number",
    "integer": "must be a whole number, and less than 2^31",
    "time without time zone": "must be a time of day: 09:00",
    "timestamp with time zone": "must be an instant that there is: 2026-12-01T10:00:00Z",
    "uuid": "must be a UUID",
}

PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "string": (str,),
}


class Fault(NamedTuple):
    """One thing wrong with a request: where (a JSON pointer) and what."""

    pointer: str
    detail: str


class BadArguments(Exception):
    """The arguments do not fit the function."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(f"{fault.pointer} {fault.detail}" for fault in faults))
        self.faults = faults


def storable(text: str) -> str:
    """The text, if PostgreSQL can hold it. Raises TypeError if not."""
    if "\0" in text:
        raise TypeError("must not contain a null character")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise TypeError("is not valid Unicode") from None
    return text


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an api function, as HTTP knows it."""

    name: str
    type: str
    domain: str | None
    meaning: str | None
    required: bool

    @property
    def json_type(self) -> str:
        return JSON_TYPES.get(self.type, "string")

    def text(self, value: Any, *, typed: bool) -> str:
        """A value in the form that PostgreSQL's own input functions read.

        typed says that it comes from JSON, where a number is a number; in a query all is text.
        Raises TypeError if a typed value is of another kind.
        """
        if isinstance(value, str) and self.json_type != "any":
            if typed and self.json_type != "string":
                raise TypeError(f"must be of type {self.json_type}")
            if self.type in FORMATS:
                pattern, example = FORMATS[self.type]
                if not pattern.fullmatch(value):
                    raise TypeError(f"must be {example}")
            return value
        if self.json_type == "any":
            return value if isinstance(value, str) and not typed else json.dumps(value)
        if self.json_type == "integer" and isinstance(value, float) and value.is_integer():
            value = int(value)  # 2.0 is an integer, in JSON Schema as in mathematics.
        wanted = PYTHON_TYPES[self.json_type]
        if not isinstance(value, wanted) or (isinstance(value, bool) and bool not in wanted):
            raise TypeError(f"must be of type {self.json_type}")
        return json.dumps(value)


@dataclass(frozen=True, slots=True)
class Signature:
    """What one api function takes, and whether it only reads."""

    name: str
    read_only: bool
    comment: str
    parameters: Mapping[str, Parameter]

    def texts(self, arguments: Mapping[str, Any], *, typed: bool) -> dict[str, str]:
        """The arguments in PostgreSQL's text form; null is as good as nothing.

        Raises BadArguments with every fault found.
        """
        faults = [
            Fault(f"#/{name}", "is required")
            for name, parameter in self.parameters.items()
            if parameter.required and arguments.get(name) is None
        ]
        faults += [
            Fault(f"#/{name}", "is not known")
            for name in arguments.get("clear") or ()
            if name not in self.parameters or name == "clear"
        ]
        texts: dict[str, str] = {}
        for name, value in arguments.items():
            parameter = self.parameters.get(name)
            if parameter is None:
                faults.append(Fault(f"#/{name}", "is not known"))
                continue
            if value is None:
                continue
            try:
                texts[name] = storable(parameter.text(value, typed=typed))
            except TypeError as error:
                faults.append(Fault(f"#/{name}", str(error)))
        if faults:
            raise BadArguments(faults)
        return texts


def signatures(
    rows: list[tuple[str, bool, str, list[tuple[str, str, str | None, str | None, bool]]]],
) -> dict[str, Signature]:
    """The signatures in the rows that SIGNATURES gives."""
    return {
        name: Signature(
            name,
            read_only,
            comment or "",
            {parameter[0]: Parameter(*parameter) for parameter in parameters},
        )
        for name, read_only, comment, parameters in rows
    }
