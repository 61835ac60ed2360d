"""Stripe, as we ask it: one client, one version of its API, our own idempotency keys.

Nothing here decides anything. What is to be asked stands in what PostgreSQL says; what became of it
is told by Stripe's events, which come to app/endpoints/payments.py.
"""

import time
from collections.abc import Iterator, Mapping
from typing import Any

import httpx
import stripe

from app.patience import patience
from app.settings import Settings

# The version that stripe 16.1.0 speaks. Another one is another release of that package.
API_VERSION = "2026-10-28.endive"

SECONDS = 10.0

# How far the clock of whoever signs may be from ours. The SDK refuses what is old, and takes what
# is from the future.
TOLERANCE_SECONDS = 300

# With so many keys one thing is asked, where Stripe fails each time.
MOST_KEYS = 9

# Languages of Stripe's page. "auto" is that of the browser.
LANGUAGES = frozenset({"da", "en", "it", "pl"})


class Trouble(Exception):
    """Stripe cannot do it now: it is to be asked again, after so many seconds if it said so."""

    def __init__(self, why: str, retry_after: int | None = None) -> None:
        super().__init__(why)
        self.retry_after = retry_after


class Stuck(Trouble):
    """Stripe failed the first time it was asked, and says so to the same key for a day."""


class Refused(Exception):
    """Stripe will not do it, however often it is asked. code is its word for why."""

    def __init__(self, why: str, code: str) -> None:
        super().__init__(why)
        self.code = code


class StripeApi:
    """Asks Stripe."""

    def __init__(self, settings: Settings) -> None:
        self._http = stripe.HTTPXClient(timeout=SECONDS)
        self._client = stripe.StripeClient(
            settings.stripe_secret_key or "sk_none",
            stripe_version=API_VERSION,
            base_addresses={"api": settings.stripe_url.rstrip("/")},
            http_client=self._http,
            # Whoever asks asks again with the same key: a request of HTTP, or a delivery.
            max_network_retries=0,
        )

    async def close(self) -> None:
        """Let go of connections."""
        await self._http.close_async()  # type: ignore[no-untyped-call]

    async def open_checkout(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """A page on which a payment can be made; the same however often it is asked for. Takes an
        api.checkout_request; gives {id, url, expires_at}. Raises Trouble and Refused."""
        reference = {"holdfast_payment_id": asked["payment_id"]}
        language = asked["locale"].partition("-")[0]
        fee = asked["application_fee"]
        params: stripe.params.checkout.SessionCreateParams = {
            "mode": "payment",
            "client_reference_id": asked["payment_id"],
            "metadata": reference,
            "payment_intent_data": {
                "metadata": reference,
                "description": asked["title"],
                **({"application_fee_amount": fee} if fee else {}),
            },
            "line_items": [
                {
                    "quantity": 1,
                    "price_data": {
                        "currency": asked["currency"].lower(),
                        "unit_amount": line["amount"],
                        "product_data": {"name": line["name"]},
                    },
                }
                for line in asked["lines"]
            ],
            "success_url": asked["return_url"],
            "cancel_url": asked["return_url"],
            "expires_at": asked["expires_at"],
            "locale": language if language in LANGUAGES else "auto",
            **({"customer_email": asked["email"]} if asked["email"] else {}),
        }
        for key in keys_of(asked["idempotency_key"]):
            options = options_of(asked["account_id"], key)
            try:
                session = await answered(
                    self._client.v1.checkout.sessions.create_async(params, options)
                )
                break
            except Stuck:
                # Perhaps there is a page, of which nobody will ever know.
                continue
        else:
            raise Trouble("Stripe fails again and again.")
        return {"id": session["id"], "url": session["url"], "expires_at": session["expires_at"]}

    async def expire_checkout(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Close the page of a payment. One that is closed, or paid, is no trouble: Stripe tells.
        Raises Trouble and Refused."""
        options = options_of(asked["account_id"])
        try:
            session = await answered(
                self._client.v1.checkout.sessions.expire_async(asked["session_id"], None, options)
            )
        except Refused as refused:
            return {"id": asked["session_id"], "status": refused.code}
        return {"id": session["id"], "status": session["status"]}

    async def create_refund(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Give something of a payment back, once however often it is asked. Raises Trouble and
        Refused."""
        of = "payment_intent" if asked["payment_intent"] else "charge"
        params: stripe.params.RefundCreateParams = {
            of: asked[of],  # type: ignore[misc]
            "amount": asked["amount"],
            "metadata": asked["metadata"],
        }
        for key in keys_of(asked["idempotency_key"]):
            options = options_of(asked["account_id"], key)
            try:
                refund = await answered(self._client.v1.refunds.create_async(params, options))
                break
            except Stuck:
                refund = await self._made(of, asked)
                if refund is not None:
                    break
        else:
            raise Trouble("Stripe fails again and again.")
        return {"id": refund["id"], "status": refund["status"]}

    async def _made(self, of: str, asked: Mapping[str, Any]) -> Any:
        """The refund that was asked for, if Stripe has made it though it failed."""
        params: Any = {of: asked[of], "limit": 100}
        options = options_of(asked["account_id"])
        made = await answered(self._client.v1.refunds.list_async(params, options))
        own = asked["metadata"].items()
        return next((each for each in made.data if own <= dict(each.metadata or {}).items()), None)


def keys_of(key: str) -> Iterator[str]:
    """A key, and others to go on with where Stripe is stuck on the one before: always the same."""
    yield key
    for nth in range(2, MOST_KEYS + 1):
        yield f"{key}:{nth}"


def options_of(account_id: str | None, key: str | None = None) -> stripe.RequestOptions:
    """On whose account it is done, and what tells Stripe that it was asked before."""
    options: stripe.RequestOptions = {}
    if account_id:
        options["stripe_account"] = account_id
    if key:
        options["idempotency_key"] = key
    return options


async def answered(asking: Any) -> Any:
    """What Stripe answers. Raises Trouble where asking again may help, else Refused."""
    try:
        return await asking
    except stripe.RateLimitError as error:
        raise Trouble("Stripe has too much to do.", seconds_of(error)) from error
    except (stripe.APIConnectionError, stripe.APIError) as error:
        if (error.headers or {}).get("idempotent-replayed") == "true":
            raise Stuck("Stripe has failed.") from error
        what = type(error).__name__
        raise Trouble(f"Stripe does not answer: {what}.", seconds_of(error)) from error
    except (stripe.AuthenticationError, stripe.PermissionError) as error:
        raise Trouble("Stripe does not know our key, or not for that account.") from error
    except stripe.StripeError as error:
        if error.code in ("idempotency_key_in_use", "lock_timeout") or error.http_status == 409:
            raise Trouble("Stripe is at it still.", 1) from error
        raise Refused(error.user_message or str(error), error.code or "refused") from error


def seconds_of(error: stripe.StripeError) -> int | None:
    """How long Stripe asks us to wait, if it does."""
    return patience(httpx.Headers(error.headers or {}))


def is_signed(raw: bytes, signature: str, secrets: list[str]) -> bool:
    """Whether a body was signed with one of these secrets, now (Stripe-Signature: t=…,v1=…, an
    HMAC-SHA256 of "<t>.<body>")."""
    for secret in secrets:
        try:
            stripe.WebhookSignature.verify_header(
                raw.decode(), signature, secret, TOLERANCE_SECONDS
            )
        except (stripe.SignatureVerificationError, UnicodeDecodeError):
            continue
        return signed_at(signature) <= time.time() + TOLERANCE_SECONDS
    return False


def signed_at(signature: str) -> int:
    """When a body was signed, in seconds since 1970."""
    parts = dict(each.partition("=")[::2] for each in signature.split(","))
    return int(parts["t"])
