"""What businesses pay the platform, as Stripe is asked about it: on the platform's own account.

Nothing here decides anything, as in app/stripe_api.py. What became of it Stripe's events tell.
"""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any, cast

import stripe

from app.stripe_api import (
    LANGUAGES,
    Refused,
    StripeApi,
    Stuck,
    Trouble,
    answered,
    keys_of,
    options_of,
)

# What never begins again.
OVER = frozenset({"canceled", "incomplete_expired"})

Asking = Callable[[stripe.RequestOptions], Awaitable[Any]]


class Billing:
    """Asks Stripe about subscriptions to the platform."""

    def __init__(self, api: StripeApi) -> None:
        self._api = api

    async def _once(self, key: str, ask: Asking) -> Any:
        """What Stripe answers who asks by keys of ours: the same however often they ask. Raises
        Trouble and Refused."""
        for each in keys_of(key):
            try:
                return await answered(ask(options_of(None, each)))
            except Stuck:
                # Perhaps it has done it. What was made twice Stripe tells, and it is made good.
                continue
        raise Trouble("Stripe fails again and again.")

    async def open_checkout(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """A page on which an owner subscribes; the same however often it is asked for. Takes what
        private.subscription_request_json says; gives {id, url}. Raises Trouble and Refused."""
        reference = {"holdfast_subscription_id": asked["subscription_id"]}
        language = asked["locale"].partition("-")[0]
        data: stripe.params.checkout.SessionCreateParamsSubscriptionData = {"metadata": reference}
        if asked["trial_end"]:
            data["trial_end"] = asked["trial_end"]
        elif asked["trial_days"]:
            data["trial_period_days"] = asked["trial_days"]
        params: stripe.params.checkout.SessionCreateParams = {
            "mode": "subscription",
            "client_reference_id": asked["subscription_id"],
            "metadata": reference,
            "line_items": [{"price": asked["price"], "quantity": 1}],
            "subscription_data": data,
            "success_url": asked["return_url"],
            "cancel_url": asked["return_url"],
            "expires_at": asked["expires_at"],
            "locale": cast(Any, language if language in LANGUAGES else "auto"),
        }
        if asked["payer"]:
            params["customer"] = asked["payer"]
        elif asked["email"]:
            params["customer_email"] = asked["email"]
        create = self._api.v1.checkout.sessions.create_async
        session = await self._once(
            asked["idempotency_key"], lambda options: create(params, options)
        )
        return {"id": session["id"], "url": session["url"]}

    async def open_portal(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """A page on which an owner sees bills and changes cards. Raises Trouble and Refused."""
        params: stripe.params.billing_portal.SessionCreateParams = {
            "customer": asked["payer"],
            "return_url": asked["return_url"],
        }
        page = await answered(self._api.v1.billing_portal.sessions.create_async(params))
        return {"url": page["url"], "expires_at": None}

    async def preview(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """What changing a subscription would come to. Raises Trouble and Refused."""
        params: stripe.params.InvoiceCreatePreviewParams = {
            "subscription": asked["subscription"],
            "subscription_details": {
                "items": [{"id": asked["item"], "price": asked["price"]}],
                "proration_behavior": proration(asked),
            },
        }
        invoice = await answered(self._api.v1.invoices.create_preview_async(params))
        return {
            "due_now": {
                "amount": prorated(invoice),
                "currency": invoice["currency"].upper(),
            },
            "next": asked["next"],
            "at_once": asked["at_once"],
        }

    async def change(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Have a subscription be of another price, end with its period, or go on. Once, however
        often it is asked. Raises Trouble and Refused."""
        params: stripe.params.SubscriptionUpdateParams = {}
        if asked["kind"] == "change":
            params["items"] = [{"id": asked["item"], "price": asked["price"]}]
            params["proration_behavior"] = proration(asked)
            # What costs more is theirs once it is paid, and not before.
            params["payment_behavior"] = (
                "error_if_incomplete" if asked["at_once"] else "allow_incomplete"
            )
        else:
            params["cancel_at_period_end"] = asked["kind"] == "cancel"
        update = self._api.v1.subscriptions.update_async
        done = await self._once(
            asked["idempotency_key"],
            lambda options: update(asked["subscription"], params, options),
        )
        return {"id": done["id"], "status": done["status"]}

    async def end(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Have a subscription end now that was made twice, and what was paid for it last go back.
        Once, however often it is asked; one that has ended is no trouble. Raises Trouble and
        Refused."""
        known_as, key = asked["subscription"], asked["idempotency_key"]
        subscriptions, refund = self._api.v1.subscriptions, self._api.v1.refunds.create_async
        found = await answered(
            subscriptions.retrieve_async(known_as, {"expand": ["latest_invoice.payments"]})
        )
        if found["status"] not in OVER:
            await self._once(
                key, lambda options: subscriptions.cancel_async(known_as, None, options)
            )
        for intent in paid_by(found["latest_invoice"]):
            params: stripe.params.RefundCreateParams = {"payment_intent": intent}
            try:
                await self._once(f"{key}:{intent}", partial(refund, params))
            except Refused as refused:
                if refused.code != "charge_already_refunded":
                    raise
        return {"id": known_as, "status": "canceled"}

    async def push_plan(self, plan: Mapping[str, Any]) -> str:
        """What a plan is called with Stripe; it is made if it is not there yet. Raises Trouble and
        Refused."""
        if plan["stripe_product_id"]:
            change: stripe.params.ProductUpdateParams = {"name": plan["name"]}
            product = await answered(
                self._api.v1.products.update_async(plan["stripe_product_id"], change)
            )
        else:
            params: stripe.params.ProductCreateParams = {
                "name": plan["name"],
                "metadata": {"holdfast_plan": plan["plan"]},
            }
            create = self._api.v1.products.create_async
            product = await self._once(
                f"plan:{plan['plan']}:{plan['created_at']}",
                lambda options: create(params, options),
            )
        return str(product["id"])

    async def push_price(self, product_id: str, price: Mapping[str, Any]) -> str:
        """What a price is called with Stripe; it is made if it is not there yet. Raises Trouble and
        Refused."""
        params: stripe.params.PriceCreateParams = {
            "product": product_id,
            "currency": price["currency"].lower(),
            "unit_amount": price["amount_minor"],
            "recurring": {"interval": price["billing_interval"]},
            "metadata": {"holdfast_price_id": price["price_id"]},
        }
        create = self._api.v1.prices.create_async
        made = await self._once(
            f"price:{price['price_id']}", lambda options: create(params, options)
        )
        return str(made["id"])


def proration(asked: Mapping[str, Any]) -> Any:
    """What costs more is billed at once, what costs less is taken off the next bills."""
    return "always_invoice" if asked["at_once"] else "create_prorations"


def prorated(invoice: Any) -> int:
    """What of a bill is the difference for the time that is left, and no new period."""
    return sum(
        line["amount"]
        for line in invoice["lines"]["data"]
        if (line["parent"] or {"subscription_item_details": None})["subscription_item_details"]
        and line["parent"]["subscription_item_details"]["proration"]
    )


def paid_by(invoice: Any) -> list[str]:
    """What paid a bill."""
    if not invoice:
        return []
    payments = [each["payment"] for each in invoice["payments"]["data"] if each["status"] == "paid"]
    return [str(each["payment_intent"]) for each in payments if each["type"] == "payment_intent"]
