"""From a request to a function call and back."""

import hashlib
import json
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from app.contract import BadArguments, Fault
from app.throttle import source

Method = Literal["GET", "POST", "PATCH", "DELETE"]

# Headers that an answer without a body does not have.
OF_A_BODY = ("content-length", "content-type")

# What somebody may ask who has not signed in.
OPEN = ("/v1/tenants", "/v1/event-types", "/v1/presets", "/v1/sites/", "/v1/slugs/")


@dataclass(frozen=True, slots=True)
class Made:
    """A parameter that clients do not send: it is made from what they send."""

    name: str
    make: Callable[[Request, Mapping[str, Any], Mapping[str, Any]], Awaitable[str | None]]
    """Takes the request, who is asking, and the arguments, which fit the function."""
    is_called_for: Callable[[Mapping[str, Any]], bool] = lambda given: True
    """Whether there is anything in the arguments to make it from."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One line of the contract: what a method on a path calls, and what it answers when well."""

    method: Method
    path: str
    function: str
    status: int
    made: tuple[Made, ...] = field(default=(), kw_only=True)

    @property
    def is_public(self) -> bool:
        """Whether it needs no token: the business is named in the path, or there is none."""
        return self.path.startswith(OPEN)

    @property
    def is_about_hosts(self) -> bool:
        """Whether it matters which domain is the platform's own."""
        return self.path.startswith(("/v1/domains", "/v1/sites"))

    @property
    def is_stream(self) -> bool:
        """Whether its answer goes on."""
        return False

    @property
    def is_conditional(self) -> bool:
        """Whether it can be asked if what is known is still true."""
        return self.method == "GET" and self.is_public and not self.is_stream

    @property
    def is_about_webhooks(self) -> bool:
        """Whether it matters where webhooks, and outside calendars, may be."""
        return self.path.startswith(("/v1/calendars", "/v1/webhooks"))

    @property
    def in_query(self) -> bool:
        """Whether its arguments stand in the query rather than in a body."""
        return self.method in ("GET", "DELETE")

    async def __call__(self, request: Request) -> Response:
        """Answer one request."""
        arguments: dict[str, Any] = {
            name: str(value) for name, value in request.path_params.items()
        }
        arguments.pop("slug", None)
        given: Mapping[str, Any] = query(request) if self.in_query else await body(request)
        if both := arguments.keys() & given.keys():
            raise HTTPException(400, f"{', '.join(sorted(both))} is in the path already.")
        arguments |= patched(given) if self.method == "PATCH" else given
        return await self.answered(request, arguments)

    async def answered(self, request: Request, arguments: Mapping[str, Any]) -> Response:
        """Answer a request with these arguments."""
        response = await answer(request, self, arguments)
        return unless_known(request, response) if self.is_conditional else response


def patched(given: Mapping[str, Any]) -> dict[str, Any]:
    """A partial update as functions take it: what to set, and the names of what to clear, which a
    client says with null. Raises BadArguments if it says it in our words."""
    if "clear" in given:
        raise BadArguments([Fault("#/clear", "is not known")])
    cleared = [name for name, value in given.items() if value is None]
    arguments = {name: value for name, value in given.items() if value is not None}
    return arguments | {"clear": cleared} if cleared else arguments


def get(path: str, function: str, *made: Made) -> Route:
    """A route that reads."""
    return _route("GET", path, function, 200, made)


def post(path: str, function: str, status: int = 200, *made: Made) -> Route:
    """A route that does something; 201 if it creates."""
    return _route("POST", path, function, status, made)


def patch(path: str, function: str, *made: Made) -> Route:
    """A route that changes the fields it is given."""
    return _route("PATCH", path, function, 200, made)


def delete(path: str, function: str) -> Route:
    """A route that removes."""
    return _route("DELETE", path, function, 204)


def _route(
    method: Method, path: str, function: str, status: int, made: tuple[Made, ...] = ()
) -> Route:
    plain = re.sub(r":\w+}", "}", path)
    return ApiRoute(Operation(method, plain, function, status, made=made), path)


class ApiRoute(Route):
    """A route that knows its operation, so that the documentation can be made from it."""

    def __init__(self, operation: Operation, path: str | None = None) -> None:
        """path is that of the operation, perhaps with types: {series_id:series}."""
        name = f"{operation.method} {operation.path}"
        super().__init__(
            path or operation.path, operation.__call__, methods=[operation.method], name=name
        )
        self.operation = operation


def operations(routes: Iterable[BaseRoute]) -> list[Operation]:
    """The operations among routes."""
    return [route.operation for route in routes if isinstance(route, ApiRoute)]


def query(request: Request) -> dict[str, str]:
    """The query as arguments. Raises 400 if a name comes twice. The token is not an argument."""
    pairs = request.query_params.multi_items()
    arguments = dict(pairs)
    if len(arguments) < len(pairs):
        raise HTTPException(400, "A query parameter comes twice.")
    arguments.pop("token", None)
    return arguments


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


async def body(request: Request) -> dict[str, Any]:
    """The body as arguments; {} if there is none. Raises 400 and 415."""
    try:
        raw = await request.body()
    except ClientDisconnect:
        raise HTTPException(400, "The body ended too early.") from None
    if not raw:
        return {}
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json" and not media_type.endswith("+json"):
        raise HTTPException(415, "Send Content-Type: application/json.")
    try:
        document = json.loads(raw, parse_constant=_refuse_constant)
        json.dumps(document)  # What can be read can be nested too deep to be written again.
    except (ValueError, RecursionError):
        raise HTTPException(400, "The body is not JSON.") from None
    if not isinstance(document, dict):
        raise HTTPException(400, "The body must be a JSON object.")
    return document


def bearer(request: Request) -> str | None:
    """The bearer token of a request, if it brings one."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


async def signed_in(request: Request) -> dict[str, Any]:
    """Whoever the access token says is asking, be it ours or an identity provider's. Raises 401,
    and 503 if nobody can say."""
    token = bearer(request) or ""
    if request.state.identity_provider.issued(token):
        return dict(await request.state.identity_provider.claims(token))
    return dict(request.state.tokens.claims(token))


async def claims(request: Request, operation: Operation) -> dict[str, Any]:
    """Who is asking, as the database is told.

    On public paths a guest of the business in the path, perhaps with a booking's manage token; if
    none is named, where they are, for the throttle. Elsewhere whoever the access token says. Raises
    401, and 503.
    """
    if operation.is_public:
        who: dict[str, Any] = {"role": "guest"}
        if "slug" in request.path_params:
            who["slug"] = request.path_params["slug"]
        else:
            who["source"] = source(request)
        if token := bearer(request) or request.query_params.get("token"):
            who["manage_token"] = token
        return who
    return await signed_in(request)


def conditions(
    request: Request, operation: Operation, arguments: Mapping[str, Any]
) -> dict[str, Any]:
    """What the headers ask for, If-Match and Idempotency-Key with what that stands for, the id by
    which the request is known, where links lead, and, where that matters, which domain is ours and
    which networks are, where URLs may lead and do without TLS."""
    asked: dict[str, Any] = {
        "request_id": request.state.request_id,
        "public_url": request.state.settings.public_url,
    }
    if operation.is_about_hosts:
        asked["base_domain"] = request.state.settings.base_domain or None
    if operation.is_about_webhooks:
        asked["own_networks"] = [str(each) for each in request.state.settings.own_networks()]
    if_match = request.headers.get("if-match", "*").strip()
    if if_match != "*":
        asked["if_match"] = if_match.removeprefix("W/").strip('"')
    if operation.method == "POST" and "idempotency-key" in request.headers:
        key = request.headers["idempotency-key"]
        if not 1 <= len(key) <= 255:
            raise HTTPException(400, "An Idempotency-Key has 1 to 255 characters.")
        what = json.dumps([request.url.path, dict(arguments)], sort_keys=True)
        asked["idempotency_key"] = key
        asked["request_hash"] = hashlib.sha256(what.encode()).hexdigest()
    return asked


async def completed(
    request: Request, operation: Operation, who: Mapping[str, Any], arguments: Mapping[str, Any]
) -> Mapping[str, Any]:
    """The arguments with those that are made from them. Raises BadArguments if they do not fit."""
    if sent := [each.name for each in operation.made if each.name in arguments]:
        raise BadArguments([Fault(f"#/{name}", "is not known") for name in sent])
    called_for = [each for each in operation.made if each.is_called_for(arguments)]
    if called_for:
        known = await request.state.database.contract()
        known[operation.function].texts(arguments, typed=not operation.in_query)
    made = {each.name: await each.make(request, who, arguments) for each in called_for}
    return {**arguments, **made}


async def answer(request: Request, operation: Operation, arguments: Mapping[str, Any]) -> Response:
    """Call the operation's function for whoever is asking: what it says, in full."""
    if operation.is_public and operation.method != "GET":
        request.state.throttle.take(request)
    who = await claims(request, operation)
    asked = conditions(request, operation, arguments)
    if operation.made:
        arguments = await completed(request, operation, who, arguments)
    document, headers = await request.state.database.call(
        operation.function, arguments, who | asked, typed=not operation.in_query
    )
    if operation.method != "GET":
        request.state.kept.changed(who)
    headers.setdefault("Cache-Control", "no-cache" if operation.is_public else "no-store")
    if operation.status == 204:
        return Response(None, 204, headers)
    if operation.is_conditional:
        headers.setdefault("ETag", f'"{hashlib.sha256(document).hexdigest()[:32]}"')
    return Response(document, operation.status, headers, media_type="application/json")


def unless_known(request: Request, response: Response) -> Response:
    """The answer to a question, or 304 if whoever asks has it."""
    if response.headers.get("etag", "-") not in request.headers.get("if-none-match", ""):
        return response
    headers = {name: value for name, value in response.headers.items() if name not in OF_A_BODY}
    return Response(None, 304, headers)
