"""Signing in over HTTP, and the people of a business. What is theirs to see and do is decided in
db/functions/people; passwords are verified, and tokens made, here."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.contract import BadArguments, Fault, storable
from app.database import Answer
from app.http import ApiRoute, Operation, bearer, body, get
from app.passwords import verify
from app.problems import REFRESH_REUSED, SIGN_IN_FAILED, respond
from app.tokens import refresh_token, token_hash

GUEST = {"role": "guest"}

TOKEN = {"type": "string", "minLength": 1, "maxLength": 1000}

SIGNED_IN = {
    "description": "An access token for fifteen minutes, and a refresh token for the next one.",
    "type": "object",
    "properties": {
        "access_token": {"type": "string"},
        "refresh_token": {"type": "string"},
        "token_type": {"const": "Bearer"},
        "expires_in": {"type": "integer", "description": "Seconds."},
        "memberships": {"type": "array", "items": {"$ref": "#/components/schemas/membership"}},
    },
    "required": ["access_token", "refresh_token", "token_type", "expires_in", "memberships"],
}


@dataclass(frozen=True, slots=True)
class SignIn(Operation):
    """An operation whose answer is made of tokens rather than passed on."""

    handler: Callable[[Request, Mapping[str, str]], Awaitable[Response]]
    takes: Mapping[str, Any]
    answers: Mapping[str, Any] | None

    @property
    def is_public(self) -> bool:
        return self.path != "/v1/auth/switch"

    async def __call__(self, request: Request) -> Response:
        if self.is_public:
            request.state.throttle.take(request)
        return await self.handler(request, strings(await body(request), self.takes["properties"]))


def strings(given: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, str]:
    """The body, if it has exactly the wanted strings. Raises BadArguments with every fault."""
    faults = [Fault(f"#/{name}", "is not known") for name in given.keys() - wanted.keys()]
    for name in wanted:
        value = given.get(name)
        if not isinstance(value, str) or not 1 <= len(value) <= 1000:
            faults.append(Fault(f"#/{name}", "must be a string of 1 to 1,000 characters"))
            continue
        try:
            storable(value)
        except TypeError as error:
            faults.append(Fault(f"#/{name}", str(error)))
    if faults:
        raise BadArguments(faults)
    return {name: given[name] for name in wanted}


async def log_in(request: Request, given: Mapping[str, str]) -> Response:
    """Sign in with e-mail and password. Whether the e-mail is known shows in nothing, not in time
    either."""
    email = given["email"].strip().lower()
    found = await request.state.database.call(
        "find_credentials", {"email": email}, GUEST | {"email": email}
    )
    known = json.loads(found.body)
    if not await verify(known["password_hash"], given["password"]):
        return respond(SIGN_IN_FAILED)
    fresh = refresh_token()
    answer = await request.state.database.call(
        "start_session",
        {"user_id": known["user_id"], "token_hash": token_hash(fresh)},
        GUEST | {"sub": known["user_id"]},
    )
    return signed_in(request, answer, fresh)


async def refresh(request: Request, given: Mapping[str, str]) -> Response:
    """Change a refresh token for new tokens. One that was changed before ends its whole family."""
    fresh = refresh_token()
    known = token_hash(given["refresh_token"])
    answer = await request.state.database.call(
        "rotate_session",
        {"token_hash": known, "new_token_hash": token_hash(fresh)},
        GUEST | {"token_hash": known},
    )
    if json.loads(answer.body).get("reused"):
        return respond(REFRESH_REUSED)
    return signed_in(request, answer, fresh)


async def switch(request: Request, given: Mapping[str, str]) -> Response:
    """Tokens for another of my businesses."""
    claims = request.state.tokens.claims(bearer(request) or "")
    fresh = refresh_token()
    answer = await request.state.database.call(
        "switch_tenant", {"tenant": given["tenant"], "token_hash": token_hash(fresh)}, claims
    )
    return signed_in(request, answer, fresh)


async def log_out(request: Request, given: Mapping[str, str]) -> Response:
    """End everything that a sign-in led to."""
    known = token_hash(given["refresh_token"])
    await request.state.database.call(
        "end_session", {"token_hash": known}, GUEST | {"token_hash": known}
    )
    return Response(None, 204)


def signed_in(request: Request, answer: Answer, fresh: str) -> Response:
    """The tokens of a session that the database has opened."""
    session = json.loads(answer.body)
    access = request.state.tokens.access(session["user_id"], session["tenant_id"], session["role"])
    return JSONResponse(
        {
            "access_token": access,
            "refresh_token": fresh,
            "token_type": "Bearer",
            "expires_in": request.state.settings.access_token_seconds,
            "memberships": session["memberships"],
        },
        headers={"Cache-Control": "no-store"},
    )


def sign_in(
    path: str,
    function: str,
    handler: Callable[[Request, Mapping[str, str]], Awaitable[Response]],
    takes: Mapping[str, Any],
    *,
    status: int = 200,
) -> Route:
    """A route of signing in: its body's fields, and what it answers."""
    schema = {
        "type": "object",
        "properties": takes,
        "required": [*takes],
        "additionalProperties": False,
    }
    answers = SIGNED_IN if status == 200 else None
    return ApiRoute(SignIn("POST", path, function, status, handler, schema, answers))


routes = [
    sign_in(
        "/v1/auth/login",
        "start_session",
        log_in,
        {"email": TOKEN | {"examples": ["zoe@example.com"]}, "password": TOKEN},
    ),
    sign_in("/v1/auth/refresh", "rotate_session", refresh, {"refresh_token": TOKEN}),
    sign_in(
        "/v1/auth/switch",
        "switch_tenant",
        switch,
        {"tenant": {"type": "string", "format": "uuid"}},
    ),
    sign_in("/v1/auth/logout", "end_session", log_out, {"refresh_token": TOKEN}, status=204),
    get("/v1/me", "get_me"),
]
