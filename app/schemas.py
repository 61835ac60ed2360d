"""PostgreSQL's types, domains and composite types as JSON Schema (2020-12)."""

import re
from collections.abc import Iterable
from typing import Any

from app.contract import FORMATS as READ_AS
from app.contract import JSON_TYPES
from app.introspection import Attribute, Composite, Introspection

Schema = dict[str, Any]

# Types that only answers have.
ANSWER_TYPES = {"json": "any", "numeric": "number", "smallint": "integer"}

# What JSON Schema calls the types and domains whose shape it knows.
FORMATS = {
    "bigint": "int64",
    "date": "date",
    "instant": "date-time",
    "integer": "int32",
    "timestamp with time zone": "date-time",
    "utc_instant": "date-time",
    "uuid": "uuid",
}

# What can be one of two.
EITHER = {"date_or_instant": ("date", "date-time")}

# What a value can look like where the comment on its domain, or its type, gives no example.
EXAMPLES = {
    "body_text": "Likes tea.",
    "consent_purpose": "marketing",
    "currency_code": "EUR",
    "email_address": "zoe@example.com",
    "locale_tag": "en-GB",
    "phone_number": "+39 06 555 0101",
    "short_text": "Zoe",
    "slug": "salon",
    "time without time zone": "09:00",
}

# The checks that JSON Schema has words for, as PostgreSQL writes them down.
CHARACTERS = re.compile(r"char_length\(VALUE\) (<=|>=) (\d+)")
BOUND = re.compile(r"VALUE (<=|>=) \(?'?(-?\d+)'?(?:::integer\))?")
PATTERN = re.compile(r"VALUE (~\*?) '((?:[^']|'')*)'::text")
LISTED = re.compile(r"VALUE = ANY \(ARRAY\[([^\]]*)\]\)")
QUOTED = re.compile(r"'((?:[^']|'')*)'::text")
# A comment may end in an example.
EXAMPLE = re.compile(r": (\S+)\.$")
KEYWORDS = {"<=": ("maxLength", "maximum"), ">=": ("minLength", "minimum")}


def reference(kind: str, name: str) -> Schema:
    """A reference to one of the document's components."""
    return {"$ref": f"#/components/{kind}/{name}"}


def nullable(schema: Schema) -> Schema:
    """The schema, or null. A schema without a type takes null as it is."""
    if "$ref" in schema:
        words = {key: value for key, value in schema.items() if key != "$ref"}
        return words | {"anyOf": [{"$ref": schema["$ref"]}, {"type": "null"}]}
    if isinstance(schema.get("type"), str):
        listed = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
        return schema | {"type": [schema["type"], "null"]} | listed
    return schema


def either_case(pattern: str) -> str:
    """The pattern, for which upper and lower case are one, as one that says so: JSON Schema has no
    flag for it."""
    parts = re.split(r"(\\.|[\[\]])", pattern)
    inside = False
    for n, part in enumerate(parts):
        if part in ("[", "]"):
            inside = part == "["
        elif part.startswith("\\") or part.upper() == part:
            continue
        elif inside:
            parts[n] = part + part.upper()
        else:
            parts[n] = re.sub(r"[a-z]", lambda letter: f"[{letter[0]}{letter[0].upper()}]", part)
    return "".join(parts)


def limits(checks: Iterable[str], *, is_text: bool) -> Schema:
    """What JSON Schema can say of a domain's checks. The rest only PostgreSQL knows."""
    schema: Schema = {}
    for check in checks:
        rule = check.replace("(VALUE IS NULL) OR ", "")
        if " OR " in PATTERN.sub("", rule):
            continue  # None of its parts holds on its own.
        if is_text:
            for sign, number in CHARACTERS.findall(rule):
                schema[KEYWORDS[sign][0]] = int(number)
            for operator, pattern in PATTERN.findall(rule):
                text = pattern.replace("''", "'")
                schema["pattern"] = either_case(text) if operator == "~*" else text
            for values in LISTED.findall(rule):
                schema["enum"] = [each.replace("''", "'") for each in QUOTED.findall(values)]
        else:
            for sign, number in BOUND.findall(rule):
                schema[KEYWORDS[sign][1]] = int(number)
    return schema


def value(described: Introspection, type_: str, domain: str | None) -> Schema:
    """The schema of a value of a type, or of a domain over it; {} is anything."""
    known = described.domains.get(domain or "")
    type_ = known.type if known else type_
    kind = (JSON_TYPES | ANSWER_TYPES).get(type_, "string")
    if kind == "any":
        return {}
    schema: Schema = {"type": kind}
    if shape := FORMATS.get(domain or "") or FORMATS.get(type_):
        schema["format"] = shape
    elif shapes := EITHER.get(domain or ""):
        schema["anyOf"] = [{"format": each} for each in shapes]
    elif type_ in READ_AS:
        schema["pattern"] = f"^({READ_AS[type_][0].pattern})$"
    example = EXAMPLES.get(domain or type_)
    if known:
        schema |= limits(known.checks, is_text=kind == "string")
        schema["description"] = known.comment
        if found := EXAMPLE.search(known.comment):
            example = found[1]
    if example and kind == "string":
        schema["examples"] = [example]
    return schema


def attribute(described: Introspection, each: Attribute) -> Schema:
    """The schema of one field of an answer."""
    if each.composite:
        schema = reference("schemas", each.composite)
    else:
        schema = value(described, each.type, each.domain)
    if each.many:
        schema = {"type": "array", "items": schema}
    schema["description"] = each.comment
    return nullable(schema) if each.nullable else schema


def composite(described: Introspection, each: Composite) -> Schema:
    """The schema of an answer, or of an object in one."""
    return {
        "type": "object",
        "description": each.comment,
        "required": [one.name for one in each.attributes if one.required],
        "properties": {one.name: attribute(described, one) for one in each.attributes},
    }


def given(described: Introspection, each: Attribute) -> Schema:
    """The schema of a field as clients send it: any of what it has in answers, none required, and
    nothing else; but money is always whole."""
    if each.composite == "money":
        schema = reference("schemas", "money")
    elif each.composite:
        properties = {}
        for one in described.types[each.composite].attributes:
            schema = given(described, one)
            properties[one.name] = nullable(schema) if one.nullable else schema
        schema = {"type": "object", "properties": properties, "additionalProperties": False}
    else:
        schema = value(described, each.type, each.domain)
    if each.many:
        schema = {"type": "array", "items": schema}
    return schema | {"description": each.comment}


def page(name: str) -> Schema:
    """The schema of one page of a list of these."""
    return {
        "type": "object",
        "description": "One page of a list.",
        "required": ["items", "next_cursor"],
        "properties": {
            "items": {"type": "array", "items": reference("schemas", name)},
            "next_cursor": {
                "type": ["string", "null"],
                "description": "The `cursor` of the next page; null on the last.",
            },
        },
    }
