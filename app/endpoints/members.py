"""Who works for a business, over HTTP: members, invitations and what becomes of them, and platform
admins who act for a business. Decided in db/functions/people and tenants; passwords are hashed, and
tokens made, here."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from app.endpoints.people import (
    CHOSEN,
    SIGNED_IN,
    TOKEN,
    SignIn,
    entered,
    follower,
    member,
    sign_in,
    told,
)
from app.http import ApiRoute, body, delete, get, patch, post
from app.passwords import hashed, require_fit
from app.tokens import refresh_token, token_hash

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
        **SIGNED_IN["properties"],
    },
    "required": ["scenario", "created", "next"],
}


class ActFor(SignIn):
    """Its body has more than strings; the function reads it."""

    async def __call__(self, request: Request) -> Response:
        return await self.handler(request, await body(request))


async def act_for(request: Request, given: Mapping[str, Any]) -> Response:
    """A token with which a platform admin acts for a business."""
    answer = await request.state.database.call("start_acting", given, await member(request))
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


async def look(request: Request, given: Mapping[str, str]) -> Response:
    """Which way in an invitation is; its link stays as good as it was."""
    answer = await request.state.database.call("look_at_invitation", {}, follower(request, given))
    return Response(
        answer.body, headers={"Cache-Control": "no-store"}, media_type="application/json"
    )


async def accept(request: Request, given: Mapping[str, str]) -> Response:
    """Accept an invitation, and sign in by that."""
    who = follower(request, given)
    fresh = refresh_token()
    arguments = {"token_hash": token_hash(fresh), "name": given.get("name")}
    if "password" in given:
        invited = await request.state.database.call("look_at_invitation", {}, who)
        require_fit(given["password"], json.loads(invited.body)["email"], "password")
        arguments["password_hash"] = await hashed(given["password"])
    answer = await request.state.database.call("accept_invitation", arguments, who)
    onboarded = json.loads(answer.body)
    session = onboarded.pop("session")
    return told(onboarded | (entered(request, session, fresh) if session else {}))


ACT_FOR = {
    "type": "object",
    "properties": {
        "tenant": {
            "type": "string",
            "pattern": "^[a-z0-9](-?[a-z0-9]){1,62}$",
            "examples": ["salon"],
            "description": "Its name in URLs.",
        },
        "reason": {"type": "string", "minLength": 1, "maxLength": 120, "description": "Why."},
        "minutes": {
            "type": "integer",
            "minimum": 1,
            "maximum": 60,
            "default": 30,
            "description": "How long.",
        },
    },
    "required": ["tenant", "reason"],
    "additionalProperties": False,
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
    sign_in("/v1/onboarding/look", "look_at_invitation", look, {"token": TOKEN}, answers=None),
    sign_in(
        "/v1/onboarding/accept",
        "accept_invitation",
        accept,
        {"token": TOKEN},
        answers=ONBOARDED,
        optional={"name": TOKEN | {"maxLength": 120}, "password": CHOSEN},
        also=("api.look_at_invitation",),
    ),
    ApiRoute(
        ActFor(
            "POST",
            "/v1/act-for",
            "start_acting",
            200,
            act_for,
            ACT_FOR,
            ACTING,
            also=(),
            for_members=True,
        )
    ),
    post("/v1/act-for/end", "end_acting"),
    get("/v1/acting", "list_acting"),
    get("/v1/platform/tenants", "list_platform_tenants"),
    post("/v1/tenant/suspend", "suspend_tenant"),
    post("/v1/tenant/resume", "resume_tenant"),
]
