"""What businesses pay the platform, over HTTP. Decided in db/functions/subscriptions; where Stripe
is asked for a page, it is asked between two transactions, never within one."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from app.failures import respond
from app.http import ApiRoute, Operation, answer, get, patch, post
from app.problems import PAYMENTS_REFUSED, PAYMENTS_SILENT
from app.stripe_api import Refused, Trouble, Unset
from app.stripe_billing import Billing

Asking = Callable[[Request, Mapping[str, Any]], Awaitable[dict[str, Any]]]


async def opened(request: Request, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Where an owner can subscribe, as api.subscription_page. Raises Trouble and Refused."""
    session = {"id": None, "url": asked["url"]}
    if session["url"] is None:
        session = await Billing(request.state.stripe).open_checkout(asked)
        told = {f"session_{name}": session[name] for name in ("id", "url")}
        who = {"role": "stripe", "tenant_id": asked["tenant_id"]}
        noted = await request.state.database.call(
            "note_subscription_page", told | {"checkout_id": asked["checkout_id"]}, who
        )
        return dict(json.loads(noted.body))
    return {"url": session["url"], "expires_at": asked["expires"]}


async def portal(request: Request, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Where an owner sees bills, as api.subscription_page. Raises Trouble and Refused."""
    return await Billing(request.state.stripe).open_portal(asked)


async def preview(request: Request, asked: Mapping[str, Any]) -> dict[str, Any]:
    """What a change comes to, as api.subscription_preview. Raises Trouble and Refused."""
    return await Billing(request.state.stripe).preview(asked)


@dataclass(frozen=True, slots=True)
class AskingStripe(Operation):
    """An operation whose function says what Stripe is to be asked; what comes of it is answered."""

    ask: Asking = opened

    async def answered(self, request: Request, arguments: Mapping[str, Any]) -> Response:
        said = await answer(request, self, arguments)
        try:
            answered = await self.ask(request, json.loads(bytes(said.body)))
        except (Refused, Unset) as refused:
            return respond(PAYMENTS_REFUSED, detail=str(refused))
        except Trouble as trouble:
            return respond(PAYMENTS_SILENT, headers={"Retry-After": str(trouble.retry_after or 5)})
        return JSONResponse(answered, headers={"Cache-Control": "no-store"})


routes = [
    get("/v1/plans", "list_plans"),
    get("/v1/subscription", "get_subscription"),
    ApiRoute(
        AskingStripe("POST", "/v1/subscription/checkout", "begin_subscription", 200, ask=opened)
    ),
    ApiRoute(
        AskingStripe("GET", "/v1/subscription/preview", "preview_subscription", 200, ask=preview)
    ),
    ApiRoute(
        AskingStripe("POST", "/v1/subscription/portal", "open_subscription_portal", 200, ask=portal)
    ),
    post("/v1/subscription/change", "change_subscription"),
    post("/v1/subscription/cancel", "cancel_subscription"),
    post("/v1/subscription/resume", "resume_subscription"),
    get("/v1/platform/plans", "list_platform_plans"),
    post("/v1/platform/plans", "create_plan", 201),
    patch("/v1/platform/plans/{plan}", "update_plan"),
    get("/v1/platform/subscriptions", "list_platform_subscriptions"),
    get("/v1/platform/figures", "get_platform_figures"),
]
