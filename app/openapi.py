"""The OpenAPI 3.1 document, put together from the routes, PostgreSQL's catalogue and the problems.

Nothing in it is written by hand but the words that hold for all of it (components.py).
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from starlette.routing import BaseRoute, Route

from app import __version__
from app.components import ABOUT, HEADERS, PARAMETERS, SECURITY, problem_example, problem_schema
from app.contract import Signature
from app.described import PATH_PARAMETER, Described, failures, refused_by, words
from app.introspection import Introspection
from app.migrate import DB
from app.problems import REFUSALS, catalogue
from app.schemas import Schema, composite, page, reference


def openapi(
    routes: Iterable[BaseRoute], signatures: Mapping[str, Signature], known: Introspection
) -> dict[str, Any]:
    """The document.

    Raises KeyError if a route's function does not exist, ValueError if the comment on one does not
    say what it answers.
    """
    paths: dict[str, dict[str, Schema]] = {}
    folders = domains()
    for route in routes:
        if not isinstance(route, Route) or not route.include_in_schema:
            continue
        methods = paths.setdefault(PATH_PARAMETER.sub(r"{\1}", route.path), {})
        operation = getattr(route, "operation", None)
        if operation is None:
            for method in sorted((route.methods or {"GET"}) - {"HEAD"}):
                methods[method.lower()] = plain(route)
        else:
            described = Described(operation, signatures[operation.function], known)
            tag = {"tags": [folders[operation.function]]}
            methods[operation.method.lower()] = tag | described.describe()
    tags = {tag for methods in paths.values() for one in methods.values() for tag in one["tags"]}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Holdfast", "version": __version__, "description": ABOUT},
        "tags": [{"name": tag} for tag in sorted(tags)],
        "paths": paths,
        "components": {
            "schemas": schemas(paths, known),
            "parameters": dict(PARAMETERS),
            "headers": dict(HEADERS),
            "securitySchemes": dict(SECURITY),
            "examples": {slug: problem_example(each) for slug, each in catalogue().items()},
        },
    }


def domains() -> dict[str, str]:
    """The domain of every function: the folder of its file."""
    return {path.stem: path.parent.name for path in (DB / "functions").glob("*/*.sql")}


def schemas(paths: Schema, known: Introspection) -> dict[str, Schema]:
    """The types that the paths refer to, and those that these refer to. Others are between the
    application and the database, and nobody else's business."""
    found: dict[str, Schema] = {}
    waiting = referred(paths)
    while waiting:
        name = waiting.pop()
        if name == "problem":
            found[name] = problem_schema()
        elif name.startswith("page_of_"):
            found[name] = page(name.removeprefix("page_of_"))
        else:
            found[name] = composite(known, known.types[name])
        waiting |= referred(found[name]) - found.keys()
    return dict(sorted(found.items()))


def referred(schema: Schema) -> set[str]:
    """The names of the schemas that a schema, or a whole part of the document, refers to."""
    return set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(schema)))


def plain(route: Route) -> Schema:
    """A route that calls no api function: what its handler says of itself."""
    said = words(route.endpoint.__doc__ or "")
    names = PATH_PARAMETER.findall(route.path)
    refused = refused_by(route.endpoint) | ({REFUSALS[404].slug} if names else set())
    success = {
        "description": said["summary"],
        "headers": {"X-Request-Id": reference("headers", "X-Request-Id")},
    }
    return {
        "tags": [route.endpoint.__module__.rpartition(".")[2]],
        "operationId": route.endpoint.__name__,
        **said,
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in names
        ],
        "responses": {"200": success} | failures(refused),
        "security": [],
    }
