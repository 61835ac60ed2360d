"""Payments over HTTP: the page on which a booking is paid, and what Stripe tells us. Both are
decided in db/functions/payments; Stripe is asked between two transactions, never within one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from app.failures import respond
from app.http import ApiRoute, Operation, answer, post
from app.problems import PAYMENTS_REFUSED, PAYMENTS_SILENT, STRIPE_UNSIGNED
from app.stripe_api import Refused, Trouble, is_signed
from app.texts import Texts

ONE = "/v1/tenants/{slug}/bookings/{booking_id}/checkout"


@dataclass(frozen=True, slots=True)
class Checkout(Operation):
    """An operation whose function says what Stripe is to be asked; what it answers is noted."""

    async def answered(self, request: Request, arguments: Mapping[str, Any]) -> Response:
        said = await answer(request, self, arguments)
        asked = json.loads(bytes(said.body))
        try:
            noted = await opened(request, asked)
        except Trouble as trouble:
            return respond(PAYMENTS_SILENT, headers={"Retry-After": str(trouble.retry_after or 5)})
        except Refused as refused:
            return respond(PAYMENTS_REFUSED, detail=str(refused))
        return JSONResponse(noted, headers={"Cache-Control": "no-store"})


async def opened(request: Request, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Where a payment can be made, as api.checkout. Raises Trouble and Refused."""
    session = asked["session"]
    if session is None:
        session = await request.state.stripe.open_checkout({**asked, "lines": named(asked)})
    who = {"role": "stripe", "tenant_id": asked["tenant_id"]}
    told = {f"session_{name}": session[name] for name in ("id", "url", "expires_at")}
    told["payment_id"] = asked["payment_id"]
    noted = await request.state.database.call("note_checkout", told, who)
    return dict(json.loads(noted.body))


def named(asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The lines of a payment, each with the words for it in the language of who pays."""
    texts = Texts(asked["locale"])
    return [
        line | {"name": asked["title"] if line["kind"] == "price" else texts.line(line["kind"])}
        for line in asked["lines"]
    ]


async def pay(request: Request) -> Response:
    """GET /pay/{slug}/{booking_id}?token=: on to the page where that booking is paid."""
    answered = await CHECKOUT(request)
    if answered.status_code != 200:
        return answered
    return RedirectResponse(json.loads(bytes(answered.body))["url"], 303)


async def webhook(request: Request) -> Response:
    """What Stripe tells us, of our own account and of those of businesses. What is not signed by
    Stripe, or was long ago, or will be, is refused and changes nothing."""
    raw = await request.body()
    settings = request.state.settings
    signature = request.headers.get("stripe-signature", "")
    if not is_signed(raw, signature, settings.stripe_webhook_secrets):
        return respond(STRIPE_UNSIGNED)
    who = {"role": "stripe", "request_id": request.state.request_id}
    event = json.loads(raw)
    noted = await request.state.database.call("receive_stripe_event", {"event": event}, who)
    return Response(noted.body, media_type="application/json")


CHECKOUT = Checkout("POST", ONE, "begin_checkout", 200)

routes = [
    ApiRoute(CHECKOUT),
    ApiRoute(Checkout("POST", "/v1/bookings/{booking_id}/checkout", "begin_checkout", 200)),
    post("/v1/bookings/{booking_id}/payments", "create_payment", 201),
    post("/v1/payments/{payment_id}/void", "void_payment"),
    Route("/pay/{slug}/{booking_id}", pay, methods=["GET"], include_in_schema=False),
    Route("/v1/stripe/webhook", webhook, methods=["POST"], include_in_schema=False),
]
