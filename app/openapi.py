"""The OpenAPI 3.1 document, put together from the routes, PostgreSQL's catalogue and the problems.

What a request takes is what its function takes; what it answers is the type that the function's
comment names; how it can fail is what the function, and whatever that calls, can raise.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from starlette.routing import BaseRoute, Route

from app import __version__
from app.contract import Parameter, Signature
from app.http import Operation
from app.introspection import Attribute, Introspection, Reach
from app.migrate import DB
from app.problems import BAD_ARGUMENTS, PROBLEMS, REFUSALS, Problem, catalogue
from app.schemas import Schema, composite, nullable, page, reference, value

ABOUT = """\
Bookings that cannot collide: of two who want the same time, one gets it.

- **Times** go out in UTC, as RFC 3339 with `Z`. They come in with any offset, and must have one.
- **Money** is an amount in minor units and a currency: `{"amount": 4500, "currency": "EUR"}`.
- **Lists** are pages: pass `next_cursor` as `cursor` to get the next one, until it is null.
- **Failures** are problem documents (RFC 9457). Their `type` is the address of a page that explains
  them; `/problems` lists all.
- **Trying again** is safe with an `Idempotency-Key`: the same key and body give the first answer
  again.
- **The business** comes from the path on public routes and from the token elsewhere, never from a
  body, a query or a header.
"""

PATH_PARAMETER = re.compile(r"\{(\w+)(?::\w+)?\}")
ANSWERS = re.compile(r"\s*Answers (?P<page>a page of )?(?P<type>\w+)\.\s*$")

# Parameters that mean the same everywhere.
MEANINGS = {
    "cursor": "`next_cursor` of the page before; none for the first page.",
    "limit": "How many items a page holds.",
}

# A role is asked for on routes with a token only: elsewhere everybody is a guest.
ROLE_CHECKS = frozenset({"private.require_role", "private.require_staff"})

# What only happens to somebody who changes something, though functions that read share the code:
# a suspended business can be read, and a version matters to a change.
WRITERS_CODES = frozenset({"KF002", "KP001"})

HEADERS: Mapping[str, Schema] = {
    "X-Request-Id": {
        "description": "Names this request in our logs.",
        "schema": {"type": "string", "format": "uuid"},
    },
    "ETag": {
        "description": "The version of what is answered: for If-None-Match, and of a booking for "
        "If-Match.",
        "schema": {"type": "string"},
    },
    "Idempotent-Replayed": {
        "description": "`true` if this is the answer to an earlier request with the same "
        "Idempotency-Key.",
        "schema": {"type": "string", "const": "true"},
    },
    "Retry-After": {
        "description": "After how many seconds to try again.",
        "schema": {"type": "integer", "minimum": 0},
    },
}

PARAMETERS: Mapping[str, Schema] = {
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "Any string that you have not used for another request. Kept for 24 hours "
        "or more.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 255},
    },
    "IfMatch": {
        "name": "If-Match",
        "in": "header",
        "description": "The ETag that you have seen: change it only if it still is at that "
        "version.",
        "schema": {"type": "string"},
    },
    "IfNoneMatch": {
        "name": "If-None-Match",
        "in": "header",
        "description": "The ETag that you have: 304 if nothing has changed since.",
        "schema": {"type": "string"},
    },
}

SECURITY: Mapping[str, Schema] = {
    "accessToken": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "The access token of somebody who signed in (`POST /v1/auth/login`).",
    },
    "manageToken": {
        "type": "http",
        "scheme": "bearer",
        "description": "The `manage_token` that came with a new booking; it opens this booking "
        "only.",
    },
    "manageTokenInQuery": {
        "type": "apiKey",
        "in": "query",
        "name": "token",
        "description": "The same `manage_token`, for links in mails.",
    },
}


def problem_schemas() -> dict[str, Schema]:
    """RFC 9457, with what ours add."""
    text = {"type": "string"}
    return {
        "problem": {
            "type": "object",
            "description": "Why a request failed (RFC 9457).",
            "required": ["type", "title", "status", "detail"],
            "properties": {
                "type": {
                    "type": "string",
                    "format": "uri-reference",
                    "description": "Which problem it is, and where a page explains it.",
                    "pattern": "^/problems/[a-z-]+$",
                },
                "title": text | {"description": "The problem in a few words."},
                "status": {"type": "integer", "description": "The HTTP status."},
                "detail": text | {"description": "What it was this time."},
                "errors": {
                    "type": "array",
                    "description": "The fields at fault, if it was fields.",
                    "items": {
                        "type": "object",
                        "required": ["pointer", "detail"],
                        "properties": {
                            "pointer": text
                            | {
                                "format": "json-pointer",
                                "description": "Which field: `#/customer/email`.",
                            },
                            "detail": text | {"description": "What is wrong with it."},
                        },
                    },
                },
                "alternatives": {
                    "type": "array",
                    "description": "With slot-taken: up to five free slots nearest in time.",
                    "items": reference("schemas", "slot"),
                },
                "reasons": {
                    "type": "array",
                    "description": "Where a slot cannot be booked: everything in the way.",
                    "items": reference("schemas", "reason"),
                },
            },
        }
    }


def problem_example(problem: Problem) -> Schema:
    return {
        "summary": problem.title,
        "value": {
            "type": f"/problems/{problem.slug}",
            "title": problem.title,
            "status": problem.status,
            "detail": problem.meaning,
        },
    }


def folders() -> dict[str, str]:
    """The domain of every function: the folder of its file."""
    return {path.stem: path.parent.name for path in (DB / "functions").glob("*/*.sql")}


def words(text: str) -> tuple[str, str]:
    """A comment as summary (its first line) and description (its other paragraphs)."""
    summary, _, rest = text.strip().partition("\n")
    paragraphs = re.split(r"\n\s*\n", rest.strip())
    return summary, "\n\n".join(re.sub(r"\s*\n\s*", " ", each) for each in paragraphs)


class Document:
    """Makes the document of some routes from what the catalogue says."""

    def __init__(
        self,
        routes: Iterable[BaseRoute],
        signatures: Mapping[str, Signature],
        described: Introspection,
    ) -> None:
        self.routes = [each for each in routes if isinstance(each, Route)]
        self.signatures = signatures
        self.described = described
        self.tags = folders()
        self.problems = catalogue()

    @cached_property
    def json(self) -> dict[str, Any]:
        """The OpenAPI document. Raises KeyError if a route's function does not exist, and
        ValueError if a comment does not say what the function answers."""
        paths: dict[str, dict[str, Any]] = {}
        for route in self.routes:
            if not route.include_in_schema:
                continue
            operation = getattr(route, "operation", None)
            path = PATH_PARAMETER.sub(r"{\1}", route.path)
            if operation is not None:
                paths.setdefault(path, {})[operation.method.lower()] = self.operation(operation)
            else:
                for method in sorted((route.methods or {"GET"}) - {"HEAD"}):
                    paths.setdefault(path, {})[method.lower()] = self.plain(route)
        tags = {tag for each in paths.values() for one in each.values() for tag in one["tags"]}
        return {
            "openapi": "3.1.0",
            "info": {"title": "Holdfast", "version": __version__, "description": ABOUT},
            "tags": [{"name": tag} for tag in sorted(tags)],
            "paths": paths,
            "components": {
                "schemas": problem_schemas() | self.schemas(),
                "parameters": dict(PARAMETERS),
                "headers": dict(HEADERS),
                "securitySchemes": dict(SECURITY),
                "examples": {slug: problem_example(each) for slug, each in self.problems.items()},
            },
        }

    # -- what is answered ------------------------------------------------------------------------

    def schemas(self) -> dict[str, Schema]:
        """Every type of schema api, and a page of those that are listed."""
        schemas = {
            name: composite(self.described, each) for name, each in self.described.types.items()
        }
        for signature in self.signatures.values():
            match = ANSWERS.search(signature.comment)
            if match and match["page"]:
                schemas[f"page_of_{match['type']}"] = page(match["type"])
        return dict(sorted(schemas.items()))

    def answers(self, operation: Operation) -> tuple[str, Schema | None]:
        """What an operation answers when it succeeds: in words, and as a schema."""
        if answers := getattr(operation, "answers", None):
            return str(answers.get("description", "Done.")), answers
        comment = self.signatures[operation.function].comment
        match = ANSWERS.search(comment)
        if match is None or match["type"] not in {"nothing", *self.described.types}:
            raise ValueError(
                f"The comment on api.{operation.function} does not say what it answers."
            )
        if match["type"] == "nothing":
            return "Done.", None
        name = match["type"]
        if match["page"]:
            return f"A page of {name.replace('_', ' ')}s.", reference("schemas", f"page_of_{name}")
        return self.described.types[name].comment, reference("schemas", name)

    def answered(self, operation: Operation) -> dict[str, Attribute]:
        """The fields of what an operation answers, or of each item of a page."""
        match = ANSWERS.search(self.signatures[operation.function].comment)
        answer = self.described.types.get(match["type"]) if match else None
        return {each.name: each for each in answer.attributes} if answer else {}

    # -- what is taken ---------------------------------------------------------------------------

    def argument(self, operation: Operation, parameter: Parameter) -> Schema:
        """The schema of one parameter.

        A field of the answer with the same name says what a parameter without a domain is for, and
        which fields one has that is an object. (A guest refers to no record in it: nobody has told
        them of any.)
        """
        alike = self.answered(operation).get(parameter.name)
        schema = value(self.described, parameter.type, parameter.domain)
        if not schema and alike and alike.composite:
            schema = composite(self.described, self.described.types[alike.composite])
            del schema["required"]
            if operation.is_public:
                schema["properties"].pop("id", None)
            schema = {"type": "array", "items": schema} if alike.many else schema
        if meaning := MEANINGS.get(parameter.name):
            schema["description"] = meaning
        elif alike and alike.comment and "description" not in schema:
            schema["description"] = alike.comment
        default = self.described.default(operation.function, parameter.name)
        if default is not None and parameter.json_type != "any":
            schema["default"] = plain(default, parameter.json_type)
        return schema

    def slug(self) -> Schema:
        return {
            "name": "slug",
            "in": "path",
            "required": True,
            "description": "The business.",
            "schema": value(self.described, "text", "slug"),
        }

    def parameters(self, operation: Operation, reach: Reach) -> list[Schema]:
        """Where path, query and headers say something."""
        known = self.signatures[operation.function].parameters
        named = PATH_PARAMETER.findall(operation.path)
        listed: list[Schema] = []
        for name in named:
            if name == "slug":
                listed.append(self.slug())
            else:
                schema = self.argument(operation, known[name])
                listed.append({"name": name, "in": "path", "required": True, "schema": schema})
        if operation.method == "GET":
            for name, parameter in known.items():
                if name not in named:
                    schema = self.argument(operation, parameter)
                    one = {"name": name, "in": "query", "schema": schema}
                    listed.append(one | ({"required": True} if parameter.required else {}))
            listed.append(reference("parameters", "IfNoneMatch"))
        if operation.method == "POST" and "private.replay" in reach.names:
            listed.append(reference("parameters", "IdempotencyKey"))
        if operation.method != "GET" and reach.says("'if_match'"):
            listed.append(reference("parameters", "IfMatch"))
        for each in listed:
            if "description" in each.get("schema", {}):
                each.setdefault("description", each["schema"].pop("description"))
        return listed

    def body(self, operation: Operation) -> Schema | None:
        """The JSON object that a request brings, or None if there is nothing to say."""
        if takes := getattr(operation, "takes", None):
            return {"required": True, "content": {"application/json": {"schema": takes}}}
        if operation.method == "GET":
            return None
        named = {*PATH_PARAMETER.findall(operation.path)}
        named |= {"clear"} if operation.method == "PATCH" else set()
        parameters = [
            each
            for each in self.signatures[operation.function].parameters.values()
            if each.name not in named
        ]
        if not parameters:
            return None
        emptied = self.described.clearable(operation.function)
        properties = {}
        for each in parameters:
            schema = self.argument(operation, each)
            properties[each.name] = nullable(schema) if each.name in emptied else schema
        required = [each.name for each in parameters if each.required]
        schema = {"type": "object", "properties": properties, "additionalProperties": False}
        return {
            "required": bool(required),
            "content": {
                "application/json": {
                    "schema": schema | ({"required": required} if required else {})
                }
            },
        }

    # -- how it can fail -------------------------------------------------------------------------

    def reach(self, operation: Operation) -> Reach:
        """All that a call of the operation can come to run."""
        names = [f"api.{operation.function}"]
        if "{slug}" in operation.path:
            names.append("private.begin_claims")
        stop = ROLE_CHECKS if operation.is_public else frozenset()
        return self.described.reach(*names, stop=stop)

    def failures(self, operation: Operation, reach: Reach) -> list[Problem]:
        """Every problem that an operation can answer with, by status and slug."""
        reads = operation.method == "GET"
        codes = reach.codes - WRITERS_CODES if reads else set(reach.codes)
        if reach.writes and not reads:
            codes.add("40")
        if operation.method == "PATCH":
            codes.add("23502")
        codes |= {
            name
            for name in PROBLEMS.keys() & self.described.keys.keys()
            if reach.may_break(self.described.keys[name])
        }
        found = {PROBLEMS[code].slug for code in codes if code in PROBLEMS}
        found |= {
            BAD_ARGUMENTS.slug,
            REFUSALS[400].slug,
            REFUSALS[503].slug,
            PROBLEMS["57014"].slug,
        }
        if not operation.is_public:
            found.add(REFUSALS[401].slug)
        if not reads and self.body(operation):
            found |= {REFUSALS[413].slug, REFUSALS[415].slug}
        if not reads and operation.is_public:
            found.add(REFUSALS[429].slug)
        problems = [self.problems[slug] for slug in found]
        return sorted(problems, key=lambda problem: (problem.status, problem.slug))

    def failed(self, problems: list[Problem]) -> dict[str, Schema]:
        """The responses that say so, one for each status."""
        responses: dict[str, Schema] = {}
        for status in sorted({problem.status for problem in problems}):
            alike = [problem for problem in problems if problem.status == status]
            headers = ["X-Request-Id", *(["Retry-After"] if status in (429, 503) else [])]
            responses[str(status)] = {
                "description": "\n".join(f"- `{each.slug}`: {each.title}." for each in alike),
                "headers": {name: reference("headers", name) for name in headers},
                "content": {
                    "application/problem+json": {
                        "schema": reference("schemas", "problem"),
                        "examples": {each.slug: reference("examples", each.slug) for each in alike},
                    }
                },
            }
        return responses

    # -- put together ----------------------------------------------------------------------------

    def operation(self, operation: Operation) -> Schema:
        reach = self.reach(operation)
        summary, description = words(ANSWERS.sub("", self.signatures[operation.function].comment))
        said, schema = self.answers(operation)
        headers = ["X-Request-Id"]
        if operation.method == "GET" or reach.says(r"respond_with\(\s*'ETag'"):
            headers.append("ETag")
        if operation.method == "POST" and "private.replay" in reach.names:
            headers.append("Idempotent-Replayed")
        success: Schema = {
            "description": said,
            "headers": {name: reference("headers", name) for name in headers},
        }
        if schema is not None and operation.status != 204:
            success["content"] = {"application/json": {"schema": schema}}
        responses = {str(operation.status): success}
        if operation.method == "GET":
            responses["304"] = {"description": "As your If-None-Match says."}
        body = self.body(operation)
        prefix = "public_" if operation.is_public else ""
        return {
            "operationId": f"{prefix}{operation.function}",
            "tags": [self.tags.get(operation.function, "other")],
            "summary": summary,
            **({"description": description} if description else {}),
            "parameters": self.parameters(operation, reach),
            **({"requestBody": body} if body else {}),
            "responses": responses | self.failed(self.failures(operation, reach)),
            "security": self.security(operation, reach),
        }

    def security(self, operation: Operation, reach: Reach) -> list[Schema]:
        """Who may ask: everybody, whoever has the booking's token, or whoever has signed in."""
        if not operation.is_public:
            return [{"accessToken": []}]
        if reach.says(r"->>\s*'manage_token'"):
            return [{"manageToken": []}, {"manageTokenInQuery": []}]
        return []

    def plain(self, route: Route) -> Schema:
        """A route that calls no api function: what its handler says of itself."""
        summary, description = words(route.endpoint.__doc__ or "")
        return {
            "operationId": route.endpoint.__name__,
            "tags": [route.endpoint.__module__.rpartition(".")[2]],
            "summary": summary,
            **({"description": description} if description else {}),
            "parameters": [
                {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
                for name in PATH_PARAMETER.findall(route.path)
            ],
            "responses": {
                "200": {
                    "description": summary,
                    "headers": {"X-Request-Id": reference("headers", "X-Request-Id")},
                }
            },
            "security": [],
        }


def plain(text: str, json_type: str) -> Any:
    """A default value as JSON has it."""
    if json_type == "boolean":
        return text == "true"
    return {"integer": int, "number": float}.get(json_type, str)(text)
