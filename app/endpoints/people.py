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
from app.failures import respond
from app.http import ApiRoute, Method, Operation, body
from app.http import signed_in as signed_in_as
from app.passwords import hashed, renewed, require_fit, verify
from app.problems import REFRESH_REUSED, SIGN_IN_FAILED
from app.schemas import nullable
from app.throttle import source
from app.tokens import refresh_token, token_hash
from app.totp import recovery_hash, step_of

TOKEN = {"type": "string", "minLength": 1, "maxLength": 1000}
CODE = TOKEN | {
    "description": "What the device of the second factor shows, or a recovery code; only for "
    "somebody who has one.",
}

CHOSEN = TOKEN | {
    "minLength": 8,
    "description": "A password for somebody who has no account yet: 8 to 1,000 characters.",
}

SIGNED_IN: dict[str, Any] = {
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


Handler = Callable[[Request, Mapping[str, str]], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class SignIn(Operation):
    """An operation whose answer is made here rather than passed on, of tokens and secrets that the
    database must not see."""

    handler: Handler
    takes: Mapping[str, Any]
    answers: Mapping[str, Any] | None
    also: tuple[str, ...]
    """The functions that it calls besides."""
    for_members: bool
    """Whether it needs an access token."""

    @property
    def is_public(self) -> bool:
        return not self.for_members

    async def __call__(self, request: Request) -> Response:
        if self.is_public:
            request.state.throttle.take(request)
        return await self.handler(request, strings(await body(request), self.takes))


def strings(given: Mapping[str, Any], schema: Mapping[str, Any]) -> dict[str, str]:
    """The body, if it has exactly the strings that it should; one that need not be there may be
    null as well. Raises BadArguments with every fault."""
    wanted, required = schema["properties"], schema.get("required", ())
    faults = [Fault(f"#/{name}", "is not known") for name in given.keys() - wanted.keys()]
    found = {}
    for name in wanted:
        value = given.get(name)
        if value is None and name not in required:
            continue
        if not isinstance(value, str) or not 1 <= len(value) <= 1000:
            faults.append(Fault(f"#/{name}", "must be a string of 1 to 1,000 characters"))
            continue
        try:
            found[name] = storable(value)
        except TypeError as error:
            faults.append(Fault(f"#/{name}", str(error)))
    if faults:
        raise BadArguments(faults)
    return found


def guest(request: Request, **more: str) -> dict[str, Any]:
    """The claims of somebody who is about to sign in: where they are, for the throttle, and what
    they have brought."""
    return {
        "role": "guest",
        "source": source(request),
        "request_id": request.state.request_id,
        **more,
    }


async def member(request: Request) -> dict[str, Any]:
    """The claims of somebody who has signed in, and where they are. Raises 401, and 503."""
    where = {"source": source(request), "request_id": request.state.request_id}
    return await signed_in_as(request) | where


async def identify(request: Request, who: Mapping[str, Any]) -> dict[str, Any]:
    """What whoever asks can be verified by. Raises psycopg.Error if that was asked too often."""
    answer = await request.state.database.call("identify", {}, who)
    return dict(json.loads(answer.body))


def proof(request: Request, known: Mapping[str, Any], code: str | None) -> dict[str, Any]:
    """A code of the second factor as the database takes it: the time step that it is of, or else
    the hash of what may be a recovery code."""
    if code is None:
        return {}
    step = step_of(request.state.vault.open(known["totp_secret"]), code)
    return {"recovery_hash": recovery_hash(code)} if step is None else {"step": step}


async def second_factor(
    request: Request, who: Mapping[str, Any], code: str | None
) -> dict[str, Any]:
    """The same, of somebody of whom nothing else is asked."""
    return proof(request, await identify(request, who), code) if code else {}


def follower(request: Request, given: Mapping[str, str]) -> dict[str, Any]:
    """The claims of somebody who follows a link. Raises HTTPException 401 if it is not ours."""
    return guest(request, link_id=request.state.links.link_id(given["token"]))


async def chosen(
    request: Request, who: Mapping[str, Any], given: Mapping[str, str]
) -> dict[str, Any]:
    """What somebody who follows a link says of themselves, as the database takes it: a password
    that they choose, and a code of their second factor. Raises BadArguments, psycopg.Error."""
    if not given.keys() & {"password", "code"}:
        return {}
    known = await identify(request, who)
    arguments = proof(request, known, given.get("code"))
    if "password" in given:
        require_fit(given["password"], known["email"], "password")
        arguments["password_hash"] = await hashed(given["password"])
    return arguments


async def follow(
    request: Request, function: str, given: Mapping[str, str], **more: Any
) -> Response:
    """Follow a link, and be signed in by that."""
    who, fresh = follower(request, given), refresh_token()
    arguments = {"token_hash": token_hash(fresh), **await chosen(request, who, given), **more}
    return signed_in(request, await request.state.database.call(function, arguments, who), fresh)


async def log_in(request: Request, given: Mapping[str, str]) -> Response:
    """Sign in with e-mail and password. Whether the e-mail is known shows in nothing, not in time
    either; whether there is a second factor, only once the password was right."""
    email = given["email"].strip().lower()
    found = await request.state.database.call(
        "find_credentials", {"email": email}, guest(request, email=email)
    )
    known = json.loads(found.body)
    if not await verify(known["password_hash"], given["password"]):
        return respond(SIGN_IN_FAILED)
    who = guest(request, sub=known["user_id"])
    fresh = refresh_token()
    answer = await request.state.database.call(
        "start_session",
        {
            "user_id": known["user_id"],
            "token_hash": token_hash(fresh),
            "password_hash": known["password_hash"],
            "new_password_hash": await renewed(known["password_hash"], given["password"]),
            **await second_factor(request, who, given.get("code")),
        },
        who,
    )
    return signed_in(request, answer, fresh)


async def refresh(request: Request, given: Mapping[str, str]) -> Response:
    """Change a refresh token for new tokens. One that was changed before ends its whole family."""
    fresh = refresh_token()
    known = token_hash(given["refresh_token"])
    answer = await request.state.database.call(
        "rotate_session",
        {"token_hash": known, "new_token_hash": token_hash(fresh)},
        guest(request, token_hash=known),
    )
    if json.loads(answer.body).get("reused"):
        return respond(REFRESH_REUSED)
    return signed_in(request, answer, fresh)


async def switch(request: Request, given: Mapping[str, str]) -> Response:
    """Tokens for another of my businesses."""
    claims = await signed_in_as(request)
    fresh = refresh_token()
    answer = await request.state.database.call(
        "switch_tenant", {"tenant": given["tenant"], "token_hash": token_hash(fresh)}, claims
    )
    return signed_in(request, answer, fresh)


async def log_out(request: Request, given: Mapping[str, str]) -> Response:
    """End everything that a sign-in led to."""
    known = token_hash(given["refresh_token"])
    await request.state.database.call(
        "end_session", {"token_hash": known}, guest(request, token_hash=known)
    )
    return Response(None, 204)


def entered(request: Request, session: Mapping[str, Any], fresh: str) -> dict[str, Any]:
    """The tokens of a session."""
    access = request.state.tokens.access(
        session["user_id"], session["tenant_id"], session["role"], sid=session["family_id"]
    )
    return {
        "access_token": access,
        "refresh_token": fresh,
        "token_type": "Bearer",
        "expires_in": request.state.settings.access_token_seconds,
        "memberships": session["memberships"],
    }


def told(answer: Mapping[str, Any]) -> Response:
    """An answer with tokens in it, for nobody to keep."""
    return JSONResponse(answer, headers={"Cache-Control": "no-store"})


def signed_in(request: Request, answer: Answer, fresh: str) -> Response:
    """The tokens of a session that the database has opened."""
    return told(entered(request, json.loads(answer.body), fresh))


def sign_in(
    path: str,
    function: str,
    handler: Handler,
    takes: Mapping[str, Any],
    *,
    status: int = 200,
    answers: Mapping[str, Any] | None = SIGNED_IN,
    optional: Mapping[str, Any] | None = None,
    also: tuple[str, ...] = (),
    for_members: bool = False,
    method: Method = "POST",
) -> Route:
    """A route of signing in: its body's fields, those that may be left out, and what it answers,
    which is tokens unless it says otherwise; None: what its function does."""
    schema = {
        "type": "object",
        "properties": {
            **takes,
            **{name: nullable(dict(each)) for name, each in (optional or {}).items()},
        },
        **({"required": [*takes]} if takes else {}),
        "additionalProperties": False,
    }
    given = answers if status != 204 else None
    return ApiRoute(
        SignIn(method, path, function, status, handler, schema, given, also, for_members)
    )


routes = [
    sign_in(
        "/v1/auth/login",
        "start_session",
        log_in,
        {"email": TOKEN | {"examples": ["zoe@example.com"]}, "password": TOKEN},
        optional={"code": CODE},
        also=("api.find_credentials", "api.identify"),
    ),
    sign_in("/v1/auth/refresh", "rotate_session", refresh, {"refresh_token": TOKEN}),
    sign_in(
        "/v1/auth/switch",
        "switch_tenant",
        switch,
        {"tenant": {"type": "string", "format": "uuid"}},
        for_members=True,
    ),
    sign_in("/v1/auth/logout", "end_session", log_out, {"refresh_token": TOKEN}, status=204),
]
