"""The catalogue of events: one file in db/events for each subject, with its types and what the data
of an event of each have. It is loaded into the database, and docs/events.md is made from it."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from app.markdown import code, page, table
from app.reference import kind

EVENTS = Path(__file__).parent.parent / "db" / "events"

LEAD = """
Whatever changes in a business is an event, written in the transaction that changes it, whoever
makes the change and however. An event never changes and never goes. `GET /v1/events` tells them in
order, [api.md](api.md) has what each looks like; `GET /v1/event-types` says what stands here, for
programs, with a JSON Schema (2020-12) of each type's data.
"""

FOLLOWING = """
Events of a business are numbered 1, 2, 3 …: `sequence`. Keep the number up to which you have read.
Ask `GET /v1/events?after=<number>`, handle the items in their order, keep `next_cursor`, and ask
again with that: at once if it is more than before, else in a while. `next_cursor` is never null,
and goes on where there was nothing for you: what was looked at once is not looked at again.

A number is given after the commit of what happened, so nothing comes later below one that you have
read, however long a transaction took. What happened to one thing (`subject_id`) is in its order.
Whoever is interrupted between handling an event and keeping its number handles it twice: know it by
its `id`.

No data have a name, an address or words about a person: they have ids, by which the API tells
whoever may know. Fields may be added to data; none is removed and none changes its meaning.
"""


class EventType(NamedTuple):
    """Something that can happen."""

    name: str
    description: str
    schema: Mapping[str, Any]


def subjects() -> Iterator[tuple[str, str, list[EventType]]]:
    """Every subject in order of names: what it is called, what it is, and its types."""
    for path in sorted(EVENTS.glob("*.json")):
        document = json.loads(path.read_text())
        types = [
            event_type(f"{path.stem}.{verb}", said, document["data"])
            for verb, said in document["types"].items()
        ]
        yield path.stem, document["description"], types


def event_type(name: str, said: str | Mapping[str, Any], data: Mapping[str, Any]) -> EventType:
    """A type as a file has it: described, and perhaps with other data than its subject."""
    if isinstance(said, str):
        return EventType(name, said, schema(data))
    return EventType(name, said["description"], schema(said["data"]))


def schema(properties: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema of data that have these fields. Whoever reads them should expect more to come."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": properties,
        "required": list(properties),
    }


def document() -> Mapping[str, Any]:
    """The catalogue as private.load_event_types takes it."""
    return {
        each.name: {"description": each.description, "schema": each.schema}
        for _, _, types in subjects()
        for each in types
    }


def events() -> str:
    """docs/events.md: how to follow events, and every type."""
    blocks = ["# Events", LEAD, "## Following them", FOLLOWING, "## Types"]
    for name, description, types in subjects():
        rows = ([code(each.name), each.description] for each in types)
        blocks += [f"### {name}", description, table(["type", "happens when"], rows)]
        blocks += fields(types)
    return page(*blocks)


def fields(types: list[EventType]) -> Iterator[str]:
    """The data of a subject's types, once for those that have the same."""
    shapes: dict[str, list[EventType]] = {}
    for each in types:
        shapes.setdefault(json.dumps(each.schema["properties"]), []).append(each)
    for alike in shapes.values():
        names = ", ".join(code(each.name) for each in alike)
        whose = f"The data of {names}" if len(shapes) > 1 else "The data"
        properties = alike[0].schema["properties"]
        rows = ([code(name), values(one), one["description"]] for name, one in properties.items())
        yield f"{whose} have:" if properties else f"{whose} are empty."
        yield table(["field", "type", "meaning"], rows)


def values(schema: Mapping[str, Any]) -> str:
    """What a field can be, in a few words."""
    return ", ".join(map(code, schema["enum"])) if "enum" in schema else kind(schema)
