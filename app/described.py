"""One operation of the OpenAPI document.

What a request takes is what its function takes; what it answers is the type that the function's
comment names; how it can fail is what the function, and whatever that calls, can raise.

An operation whose handler does more than call its function says so itself: `takes` is the JSON
Schema of its body, `answers` that of its answer, and `handler` the coroutine that does it.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from types import FunctionType
from typing import Any

from app.contract import Parameter, Signature
from app.http import Operation
from app.introspection import Attribute, Introspection, Reach
from app.problems import BAD_ARGUMENTS, OUTCOME_UNKNOWN, PROBLEMS, REFUSALS, Problem, catalogue
from app.schemas import Schema, given, nullable, reference, value

PATH_PARAMETER = re.compile(r"\{(\w+)(?::\w+)?\}")
ANSWERS = re.compile(r"\s*Answers (?P<page>a page of )?(?P<type>\w+)\.\s*$")

# Parameters that mean the same everywhere.
MEANINGS = {
    "cursor": "`next_cursor` of the page before; none for the first page.",
    "from_booking_id": "That one and those after it; null: all that is to come.",
    "last_event_id": "The last `id` that you have: go on from there. Like the header, for whoever "
    "cannot send one.",
    "limit": "How many items a page holds.",
}

# A role is asked for on routes with a token only: elsewhere everybody is a guest.
ROLE_CHECKS = frozenset({"private.require_role", "private.require_staff"})

# What only happens to somebody who changes something, though functions that read share the code:
# a version matters to a change.
WRITERS_CODES = frozenset({"KP001"})


def words(text: str) -> Schema:
    """A comment as summary (its first line) and description (its other paragraphs)."""
    summary, _, rest = text.strip().partition("\n")
    paragraphs = [re.sub(r"\s*\n\s*", " ", each) for each in re.split(r"\n\s*\n", rest.strip())]
    return {"summary": summary} | ({"description": "\n\n".join(paragraphs)} if rest else {})


def refused_by(
    handler: Callable[..., Any] | None, seen: frozenset[Callable[..., Any]] = frozenset()
) -> set[str]:
    """The problems that a handler answers with itself: those that its code names, or that of the
    endpoints' functions which it calls."""
    if handler is None or handler in seen:
        return set()
    named = [handler.__globals__.get(name) for name in handler.__code__.co_names]
    found = {each.slug for each in named if isinstance(each, Problem)}
    called = [
        each
        for each in named
        if isinstance(each, FunctionType) and each.__module__.startswith("app.endpoints.")
    ]
    return found.union(*(refused_by(each, seen | {handler}) for each in called))


def failures(slugs: set[str]) -> dict[str, Schema]:
    """The responses that answer with these problems, one for each status."""
    problems = [problem for slug, problem in catalogue().items() if slug in slugs]
    responses: dict[str, Schema] = {}
    for status in sorted({problem.status for problem in problems}):
        alike = [problem for problem in problems if problem.status == status]
        headers = ["X-Request-Id", *(["Retry-After"] if status in (429, 503) else [])]
        responses[str(status)] = {
            "description": "\n".join(f"- `{each.slug}`: {each.title}" for each in alike),
            "headers": {name: reference("headers", name) for name in headers},
            "content": {
                "application/problem+json": {
                    "schema": reference("schemas", "problem"),
                    "examples": {each.slug: reference("examples", each.slug) for each in alike},
                }
            },
        }
    return responses


@dataclass(frozen=True)
class Described:
    """An operation, with what the catalogue says of its function."""

    operation: Operation
    signature: Signature
    catalogue: Introspection

    @property
    def reads(self) -> bool:
        return self.operation.method == "GET"

    @property
    def is_conditional(self) -> bool:
        """Whether it can be asked if what is known is still true."""
        return self.operation.is_conditional

    @property
    def replays(self) -> bool:
        """Whether it honours an Idempotency-Key."""
        return self.operation.method == "POST" and "private.replay" in self.reach.names

    @property
    def handler(self) -> Callable[..., Any] | None:
        return getattr(self.operation, "handler", None)

    @property
    def name(self) -> str:
        """What it is called, unlike any other: its function serves guests and staff perhaps."""
        if self.handler:
            return self.handler.__name__
        return f"{'public_' if self.operation.is_public else ''}{self.operation.function}"

    @cached_property
    def in_path(self) -> list[str]:
        return PATH_PARAMETER.findall(self.operation.path)

    @property
    def made(self) -> set[str]:
        """The parameters that clients do not send."""
        return {each.name for each in self.operation.made}

    @cached_property
    def reach(self) -> Reach:
        """All that a call of it can come to run."""
        names = [f"api.{self.operation.function}"]
        names += getattr(self.operation, "also", ())
        if "slug" in self.in_path:
            names.append("private.begin_claims")
        elif not self.operation.is_public:
            names.append("private.claims_of_email")
        stop = ROLE_CHECKS if self.operation.is_public else frozenset()
        return self.catalogue.reach(*names, stop=stop)

    @cached_property
    def answers(self) -> tuple[str, bool]:
        """The type that its function answers, or "nothing", and whether it is a page of those.

        Raises ValueError if the function's comment does not say.
        """
        match = ANSWERS.search(self.signature.comment)
        if match is None or match["type"] not in {"nothing", *self.catalogue.types}:
            raise ValueError(f"The comment on api.{self.signature.name} must end Answers <type>.")
        return match["type"], match["page"] is not None

    @cached_property
    def fields(self) -> dict[str, Attribute]:
        """The fields of what its function answers, or of each item of a page."""
        answer = self.catalogue.types.get(self.answers[0])
        return {each.name: each for each in answer.attributes} if answer else {}

    @cached_property
    def elsewhere(self) -> dict[str, Attribute]:
        """What means the same wherever it is taken, though not every answer has it."""
        types = self.catalogue.types
        known = (*types["booking"].attributes, *types["application"].attributes)
        return {each.name: each for each in known if each.name in ("customer", "owner", "location")}

    def describe(self) -> Schema:
        """The operation as OpenAPI has it, but for its tag."""
        body = self.body()
        return {
            "operationId": self.name,
            **words(ANSWERS.sub("", self.signature.comment)),
            "parameters": self.parameters(),
            **({"requestBody": body} if body else {}),
            "responses": self.success() | failures(self.problems()),
            "security": self.security(),
        }

    def security(self) -> list[Schema]:
        """Who may ask: everybody, whoever has the booking's token, or whoever has signed in."""
        if not self.operation.is_public:
            return [{"accessToken": []}]
        if self.reach.says(r"->>\s*'manage_token'"):
            return [{"manageToken": []}, {"manageTokenInQuery": []}]
        return []

    # -- what it takes ---------------------------------------------------------------------------

    def argument(self, parameter: Parameter) -> Schema:
        """The schema of one parameter.

        A field of the answer with the same name says what a parameter without a domain is for, and
        what is in one that takes JSON. (A guest refers to no record in it: nobody has told them of
        any.)
        """
        alike = self.fields.get(parameter.name) or self.elsewhere.get(parameter.name)
        schema = value(self.catalogue, parameter.type, parameter.domain)
        if not schema and alike:
            schema = given(self.catalogue, alike)
            if self.operation.is_public and "properties" in schema:
                schema["properties"].pop("id", None)
                fields = schema["properties"].items()
                schema["required"] = [name for name, each in fields if "null" not in each["type"]]
        elif alike and "description" not in schema:
            schema["description"] = alike.comment
        if meaning := MEANINGS.get(parameter.name):
            schema["description"] = meaning
        elif parameter.name.endswith("_id"):
            noun = parameter.name.removesuffix("_id").replace("_", " ")
            schema.setdefault("description", f"The id of the {noun}.")
        default = self.catalogue.default(self.operation.function, parameter.name)
        if default is not None and parameter.json_type != "any":
            schema["default"] = default if parameter.json_type == "string" else json.loads(default)
        return schema

    def parameters(self) -> list[Schema]:
        """What the path, the query and the headers say."""
        listed = [self.parameter(name, "path") for name in self.in_path]
        if self.operation.in_query:
            elsewhere = {*self.in_path, *self.made}
            queried = [name for name in self.signature.parameters if name not in elsewhere]
            listed += [self.parameter(name, "query") for name in queried]
        if self.is_conditional:
            listed.append(reference("parameters", "IfNoneMatch"))
        if self.operation.is_stream:
            listed.append(reference("parameters", "LastEventId"))
        if self.replays:
            listed.append(reference("parameters", "IdempotencyKey"))
        if not self.reads and self.reach.says("'if_match'"):
            listed.append(reference("parameters", "IfMatch"))
        return listed

    def parameter(self, name: str, where: str) -> Schema:
        """One parameter in the path or the query."""
        if name == "slug":
            schema, required = value(self.catalogue, "text", "slug"), True
        else:
            known = self.signature.parameters[name]
            schema, required = self.argument(known), known.required
        description = schema.pop("description", None)
        return {
            "name": name,
            "in": where,
            **({"description": description} if description else {}),
            **({"required": True} if required or where == "path" else {}),
            "schema": schema,
        }

    def body(self) -> Schema | None:
        """The JSON object that a request brings, or None if there is nothing to say."""
        schema = getattr(self.operation, "takes", None) or self.arguments()
        if schema is None:
            return None
        return {
            "required": "required" in schema,
            "content": {"application/json": {"schema": schema}},
        }

    def arguments(self) -> Schema | None:
        """The parameters of the function that are not in the path, as an object."""
        if self.operation.in_query:
            return None
        elsewhere = {*self.in_path, *(["clear"] if self.operation.method == "PATCH" else [])}
        elsewhere |= self.made
        parameters = [
            each for name, each in self.signature.parameters.items() if name not in elsewhere
        ]
        if not parameters:
            return None
        emptied = self.catalogue.clearable(self.operation.function)
        properties = {}
        for each in parameters:
            schema = self.argument(each)
            # What is not there and what is null is the same, but in a partial update.
            empty = each.name in emptied if self.operation.method == "PATCH" else not each.required
            properties[each.name] = nullable(schema) if empty else schema
        required = [each.name for each in parameters if each.required]
        return {
            "type": "object",
            "properties": properties,
            **({"required": required} if required else {}),
            "additionalProperties": False,
        }

    # -- what it answers -------------------------------------------------------------------------

    def success(self) -> dict[str, Schema]:
        """The responses when all is well."""
        said, schema = self.answer()
        headers = ["X-Request-Id"]
        if self.is_conditional or self.reach.says(r"respond_with\(\s*'ETag'"):
            headers.append("ETag")
        if self.replays:
            headers.append("Idempotent-Replayed")
        response: Schema = {
            "description": said,
            "headers": {name: reference("headers", name) for name in headers},
        }
        if schema is not None:
            response["content"] = {"application/json": {"schema": schema}}
        if self.operation.is_stream:
            # OpenAPI 3.1 has no words for what the events of a stream say.
            data = reference("schemas", getattr(self.operation, "data", ""))
            response["content"] = {
                "text/event-stream": {"schema": {"type": "string"}, "x-event-data": data}
            }
        unchanged = {"304": {"description": "Nothing has changed since that ETag."}}
        return {str(self.operation.status): response} | (unchanged if self.is_conditional else {})

    def answer(self) -> tuple[str, Schema | None]:
        """What it answers, in words and as a schema."""
        if answers := getattr(self.operation, "answers", None):
            return str(answers["description"]), answers
        name, is_page = self.answers
        if self.operation.is_stream:
            return "Server-Sent Events, for as long as you listen.", None
        if name == "nothing":
            return "Done.", None
        if is_page:
            return "One page of the list.", reference("schemas", f"page_of_{name}")
        return self.catalogue.types[name].comment, reference("schemas", name)

    # -- how it can fail -------------------------------------------------------------------------

    def problems(self) -> set[str]:
        """Every problem that it can answer with."""
        found = {PROBLEMS[code].slug for code in self.codes() & PROBLEMS.keys()}
        found |= refused_by(self.handler) | refused_by(type(self.operation).answered)
        refusals = {400, 503}
        if not self.operation.is_public:
            refusals.add(401)
        elif not self.reads:
            refusals.add(429)
        if self.operation.is_stream:
            refusals.add(429)
        if self.body():
            refusals |= {413, 415}
        if not self.reads:
            found.add(OUTCOME_UNKNOWN.slug)
        return found | {BAD_ARGUMENTS.slug} | {REFUSALS[status].slug for status in refusals}

    def codes(self) -> set[str]:
        """What PostgreSQL can refuse it with: SQLSTATEs, their classes, names of constraints."""
        codes = self.reach.codes | {"57014"}
        if self.reads:
            return codes - WRITERS_CODES
        if self.operation.method == "PATCH":
            codes.add("23502")
        if self.reach.writes:
            codes |= {"25006", "40"}
        keys, checks = self.catalogue.keys, self.catalogue.checks
        codes |= {
            name for name in PROBLEMS.keys() & keys.keys() if self.reach.may_break(keys[name])
        }
        return codes | {
            name for name in PROBLEMS.keys() & checks.keys() if self.reach.may_fail(checks[name])
        }
