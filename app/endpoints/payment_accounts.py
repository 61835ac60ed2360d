"""Businesses' own accounts with Stripe over HTTP, what was paid out of them, and what the platform
takes. Decided in db/functions/connect and payouts; Stripe is asked between two transactions, never
within one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.endpoints.google import said, spoken_to
from app.failures import respond
from app.http import ApiRoute, Operation, answer, get, patch
from app.problems import PAYMENTS_REFUSED, PAYMENTS_SILENT
from app.reports import Report
from app.stripe_api import Refused, Trouble, Unset
from app.texts import N_

DONE = N_("Thank you")
DONE_WORDS = N_(
    "Stripe has what you told it. Once it has looked at that, customers can pay online; the owners "
    "get an e-mail."
)
AGAIN = N_("This link is no longer good")
AGAIN_WORDS = N_("It works once, and for a few minutes. Ask for a new one where you got it.")


@dataclass(frozen=True, slots=True)
class Onboarding(Operation):
    """An operation whose function says what Stripe is to be asked for an account: where its owner
    says the rest."""

    async def answered(self, request: Request, arguments: Mapping[str, Any]) -> Response:
        asked = json.loads(bytes((await answer(request, self, arguments)).body))
        try:
            link = await linked(request, asked)
        except (Refused, Unset) as refused:
            return respond(PAYMENTS_REFUSED, detail=str(refused))
        except Trouble as trouble:
            return respond(PAYMENTS_SILENT, headers={"Retry-After": str(trouble.retry_after or 5)})
        return JSONResponse(link, self.status, headers={"Cache-Control": "no-store"})


async def linked(request: Request, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Where a business says the rest, of an account that is made if it has none. Raises Trouble and
    Refused."""
    account_id = asked["account_id"]
    if account_id is None:
        account_id = await request.state.stripe.open_account(asked)
        who = {"role": "stripe", "tenant_id": asked["tenant_id"]}
        await request.state.database.call("note_payment_account", {"account_id": account_id}, who)
    return dict(await request.state.stripe.link_account(asked, account_id))


async def returned(request: Request) -> Response:
    """GET /links/payments: where Stripe sends somebody back to."""
    texts = spoken_to(request)
    if request.query_params.get("is") == "again":
        return said(texts, AGAIN, texts.say(AGAIN_WORDS))
    return said(texts, DONE, texts.say(DONE_WORDS))


ACCOUNT = "/v1/payment-account"
FEE = "/v1/platform/tenants/{business_id}/fee"

routes = [
    get(ACCOUNT, "get_payment_account"),
    ApiRoute(Onboarding("POST", ACCOUNT, "open_payment_account", 200)),
    ApiRoute(Onboarding("POST", f"{ACCOUNT}/link", "link_payment_account", 200)),
    get(f"{ACCOUNT}/balance", "get_payment_balance"),
    get("/v1/payouts", "list_payouts"),
    get("/v1/payouts/{payout_id}", "get_payout"),
    get("/v1/payouts/{payout_id}/transactions", "list_payout_transactions"),
    ApiRoute(Report("GET", "/v1/reports/reconciliation", "get_reconciliation", 200)),
    get(FEE, "get_platform_fee"),
    patch(FEE, "update_platform_fee"),
    get("/v1/platform/settings", "get_platform_settings"),
    patch("/v1/platform/settings", "update_platform_settings"),
    Route("/links/payments", returned, methods=["GET"], include_in_schema=False),
]
