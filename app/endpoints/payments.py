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
from app.http import ApiRoute, Operation, answer, get, post
from app.problems import PAYMENTS_REFUSED, PAYMENTS_SILENT, STRIPE_UNSIGNED
from app.stripe_api import Refused, Trouble, Unset, is_signed
from app.texts import Texts

ONE = "/v1/tenants/{slug}/bookings/{booking_id}"


@dataclass(frozen=True, slots=True)
class Checkout(Operation):
    """An operation whose function says what Stripe is to be asked; what it answers is noted."""

    async def answered(self, request: Request, arguments: Mapping[str, Any]) -> Response:
        said = await answer(request, self, arguments)
        asked = json.loads(bytes(said.body))
        try:
            page = await (given if "card_id" in asked else opened)(request, asked)
        except (Refused, Unset) as refused:
            return respond(PAYMENTS_REFUSED, detail=str(refused))
        except Trouble as trouble:
            return respond(PAYMENTS_SILENT, headers={"Retry-After": str(trouble.retry_after or 5)})
        return JSONResponse(page, headers={"Cache-Control": "no-store"})


async def opened(request: Request, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Where a payment can be made, as api.checkout. Raises Trouble and Refused."""
    session = asked["session"]
    if session is None:
        session = await request.state.stripe.open_checkout({**asked, "lines": named(asked)})
    who, told = noted(asked, "payment_id", session)
    answered = await request.state.database.call("note_checkout", told, who)
    return dict(json.loads(answered.body))


async def given(request: Request, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Where a card can be given, as api.card_page. Raises Trouble and Refused."""
    session = asked["session"]
    if session is None:
        session = await request.state.stripe.open_setup(asked)
    who, told = noted(asked, "card_id", session)
    answered = await request.state.database.call("note_card", told, who)
    return dict(json.loads(answered.body))


def noted(
    asked: Mapping[str, Any], name: str, session: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """In whose name a page of Stripe's is written down, and what of it."""
    who = {"role": "stripe", "tenant_id": asked["tenant_id"]}
    told = {f"session_{each}": session[each] for each in ("id", "url", "expires_at")}
    return who, told | {name: asked[name]}


def named(asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The lines of a payment, each with the words for it in the language of who pays."""
    texts = Texts(asked["locale"])
    return [
        line | {"name": asked["title"] if line["kind"] == "price" else texts.line(line["kind"])}
        for line in asked["lines"]
    ]


async def pay(request: Request) -> Response:
    """GET /pay/{slug}/{booking_id}?token=: on to the page where that booking is paid."""
    return await onwards(request, CHECKOUT)


async def card(request: Request) -> Response:
    """GET /card/{slug}/{booking_id}?token=: on to the page where its card is given."""
    return await onwards(request, CARD)


async def onwards(request: Request, operation: Operation) -> Response:
    """On to the page that an operation answers with."""
    answered = await operation(request)
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


CARD = Checkout("POST", f"{ONE}/card", "begin_card", 200)
CHECKOUT = Checkout("POST", f"{ONE}/checkout", "begin_checkout", 200)

routes = [
    ApiRoute(CHECKOUT),
    ApiRoute(Checkout("POST", "/v1/bookings/{booking_id}/checkout", "begin_checkout", 200)),
    ApiRoute(CARD),
    ApiRoute(Checkout("POST", "/v1/bookings/{booking_id}/card", "begin_card", 200)),
    get(f"{ONE}/card", "get_card"),
    get("/v1/bookings/{booking_id}/card", "get_card"),
    get(f"{ONE}/payments", "list_booking_payments"),
    post("/v1/bookings/{booking_id}/payments", "create_payment", 201),
    get("/v1/disputes", "list_disputes"),
    get("/v1/payments", "list_payments"),
    get("/v1/payments/{payment_id}", "get_payment"),
    post("/v1/payments/{payment_id}/cancel", "cancel_payment"),
    post("/v1/payments/{payment_id}/refunds", "create_refund", 201),
    post("/v1/payments/{payment_id}/void", "void_payment"),
    Route("/card/{slug}/{booking_id}", card, methods=["GET"], include_in_schema=False),
    Route("/pay/{slug}/{booking_id}", pay, methods=["GET"], include_in_schema=False),
    Route("/v1/stripe/webhook", webhook, methods=["POST"], include_in_schema=False),
]
