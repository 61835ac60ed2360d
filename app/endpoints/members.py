"""Who works for a business, over HTTP: members, invitations and what becomes of them, and platform
admins who act for a business. Decided in db/functions/people and tenants; passwords are hashed, and
tokens made, here."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.contract import BadArguments, Fault, storable
from app.endpoints.people import SIGNED_IN
from app.http import ApiRoute, Operation, bearer, body, delete, get, patch, post
from app.passwords import hashed
from app.tokens import refresh_token, token_hash

TOKEN = {"type": "string", "minLength": 1, "maxLength": 1000}

ACTING = {
    "description": "An access token that is good for one business, while the grant stands.",
    "type": "object",
    "properties": {
        "access_token": {"type": "string"},
        "token_type": {"const": "Bearer"},
        "expires_in": {"type": "integer", "description": "Seconds. Ask again for another one."},
        "acting_id": {"type": "string", "format": "uuid"},
        "expires_at": {"type": "string", "format": "date-time", "description": "UTC."},
    },
    "required": ["access_token", "token_type", "expires_in", "acting_id", "expires_at"],
}

ONBOARDED = {
    "description": "What accepting came to, where to go next, and tokens unless it is to sign in.",
    "type": "object",
    "properties": {
        "scenario": {"enum": ["new_person", "existing_customer", "staff_elsewhere"]},
        "created": {
            "type": "array",
            "items": {"enum": ["account", "membership", "calendar"]},
        },
        "next": {"enum": ["set_hours", "dashboard", "sign_in"]},
        **SIGNED_IN["properties"],  # type: ignore[dict-item]
    },
    "required": ["scenario", "created", "next"],
}


@dataclass(frozen=True, slots=True)
class Entrance(Operation):
    """An operation that leads into a business, whose answer is made of tokens."""

    handler: Callable[[Request, Mapping[str, Any]], Awaitable[Response]]
    takes: Mapping[str, Any]
    answers: Mapping[str, Any] | None
    public: bool

    @property
    def is_public(self) -> bool:
        return self.public

    async def __call__(self, request: Request) -> Response:
        if self.is_public:
            request.state.throttle.take(request)
        return await self.handler(request, await body(request))


async def act_for(request: Request, given: Mapping[str, Any]) -> Response:
    """A token with which a platform admin acts for a business."""
    claims = request.state.tokens.claims(bearer(request) or "")
    answer = await request.state.database.call(
        "start_acting", given, claims | {"request_id": request.state.request_id}
    )
    acting = json.loads(answer.body)
    access = request.state.tokens.access(
        acting["user_id"], acting["tenant_id"], "platform_admin", acting=acting["id"]
    )
    return told(
        {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": request.state.settings.access_token_seconds,
            "acting_id": acting["id"],
            "expires_at": acting["expires_at"],
        }
    )


async def look(request: Request, given: Mapping[str, Any]) -> Response:
    """Which way in an invitation is; its link stays as good as it was."""
    answer = await request.state.database.call(
        "look_at_invitation", {}, following(request, texts(given, "token"))
    )
    return Response(
        answer.body, headers={"Cache-Control": "no-store"}, media_type="application/json"
    )


async def accept(request: Request, given: Mapping[str, Any]) -> Response:
    """Accept an invitation, and sign in by that."""
    said = texts(given, "token", "name", "password")
    who = following(request, said)
    fresh = refresh_token()
    arguments = {"token_hash": token_hash(fresh), "name": said.get("name")}
    if "password" in said:
        arguments["password_hash"] = await hashed(said["password"])
    answer = await request.state.database.call("accept_invitation", arguments, who)
    onboarded = json.loads(answer.body)
    session = onboarded.pop("session")
    return told(onboarded | (entered(request, session, fresh) if session else {}))


def texts(given: Mapping[str, Any], *wanted: str) -> dict[str, str]:
    """What of the wanted was given, of which the first must be. Raises BadArguments."""
    faults = [Fault(f"#/{name}", "is not known") for name in given.keys() - {*wanted}]
    found = {}
    for name in wanted:
        value = given.get(name)
        if value is None and name != wanted[0]:
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


def following(request: Request, said: Mapping[str, str]) -> dict[str, Any]:
    """The claims of somebody who follows a link. Raises HTTPException 401 if it is not ours."""
    return {
        "role": "guest",
        "link_id": request.state.links.link_id(said["token"]),
        "request_id": request.state.request_id,
    }


def entered(request: Request, session: Mapping[str, Any], fresh: str) -> dict[str, Any]:
    """The tokens of a session, as signing in answers them."""
    access = request.state.tokens.access(session["user_id"], session["tenant_id"], session["role"])
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


def entrance(
    path: str,
    function: str,
    handler: Callable[[Request, Mapping[str, Any]], Awaitable[Response]],
    takes: Mapping[str, Any],
    answers: Mapping[str, Any] | None,
    *,
    required: list[str],
    public: bool = True,
) -> Route:
    """A route that leads into a business: its body's fields, and what it answers."""
    schema = {
        "type": "object",
        "properties": takes,
        "required": required,
        "additionalProperties": False,
    }
    return ApiRoute(Entrance("POST", path, function, 200, handler, schema, answers, public))


ACT_FOR = {
    "tenant": {"type": "string", "examples": ["salon"], "description": "Its name in URLs."},
    "reason": {"type": "string", "minLength": 1, "maxLength": 120, "description": "Why."},
    "minutes": {
        "type": "integer",
        "minimum": 1,
        "maximum": 60,
        "default": 30,
        "description": "How long.",
    },
}

routes = [
    get("/v1/members", "list_members"),
    get("/v1/members/{user_id}", "get_member"),
    patch("/v1/members/{user_id}", "update_member"),
    delete("/v1/members/{user_id}", "delete_member"),
    post("/v1/members/{user_id}/off-board", "off_board_member"),
    get("/v1/invitations", "list_invitations"),
    post("/v1/invitations", "create_invitation", 201),
    get("/v1/invitations/{invitation_id}", "get_invitation"),
    delete("/v1/invitations/{invitation_id}", "delete_invitation"),
    post("/v1/invitations/{invitation_id}/resend", "resend_invitation"),
    entrance(
        "/v1/onboarding/look",
        "look_at_invitation",
        look,
        {"token": TOKEN},
        None,
        required=["token"],
    ),
    entrance(
        "/v1/onboarding/accept",
        "accept_invitation",
        accept,
        {
            "token": TOKEN,
            "name": {"type": ["string", "null"], "minLength": 1, "maxLength": 120},
            "password": {"type": ["string", "null"], "minLength": 1, "maxLength": 1000},
        },
        ONBOARDED,
        required=["token"],
    ),
    entrance(
        "/v1/act-for",
        "start_acting",
        act_for,
        ACT_FOR,
        ACTING,
        required=["tenant", "reason"],
        public=False,
    ),
    post("/v1/act-for/end", "end_acting"),
    get("/v1/acting", "list_acting"),
    get("/v1/platform/tenants", "list_platform_tenants"),
    post("/v1/tenant/suspend", "suspend_tenant"),
    post("/v1/tenant/resume", "resume_tenant"),
]
