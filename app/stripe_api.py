"""Stripe, as we ask it: one client, one version of its API, our own idempotency keys.

Nothing here decides anything. What is to be asked stands in what PostgreSQL says; what became of it
is told by Stripe's events, which come to app/endpoints/payments.py.
"""

import contextlib
import json
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import stripe
from stripe.params.v2 import core

from app.patience import patience
from app.settings import Settings

# The version that stripe 16.1.0 speaks. Another one is another release of that package.
API_VERSION = "2026-10-28.endive"

SECONDS = 10.0

# How much Stripe lists at a time, and how many pages of one payout are read at once.
PAGE = 100
MOST_PAGES = 20

# How far the clock of whoever signs may be from ours. The SDK refuses what is old, and takes what
# is from the future.
TOLERANCE_SECONDS = 300

# Of a refund: less is left than that. How much, an event will say.
TOO_MUCH = frozenset({"amount", "charge_already_refunded"})

# With so many keys one thing is asked, where Stripe fails each time.
MOST_KEYS = 9

# Languages of Stripe's page. "auto" is that of the browser.
LANGUAGES = frozenset({"da", "en", "it", "pl"})


class Trouble(Exception):
    """Stripe cannot do it now: it is to be asked again, after so many seconds if it said so."""

    def __init__(self, why: str, retry_after: int | None = None) -> None:
        super().__init__(why)
        self.retry_after = retry_after


class Unset(Trouble):
    """The platform has no account with Stripe, or we do not know its key yet."""


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
        self._key = settings.stripe_secret_key
        self._known = stripe.StripeClient(
            self._key or "sk_none",
            stripe_version=API_VERSION,
            base_addresses={"api": settings.stripe_url.rstrip("/")},
            http_client=self._http,
            # Whoever asks asks again with the same key: a request of HTTP, or a delivery.
            max_network_retries=0,
        )

    @property
    def _client(self) -> stripe.StripeClient:
        """Who asks. Raises Unset."""
        if not self._key:
            raise Unset("Whoever runs this server has not set it up for payments.")
        return self._known

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
                **({"setup_future_usage": "off_session"} if asked["save_card"] else {}),
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
            **({"customer_creation": "always"} if asked["save_card"] else {}),
            **({"customer_email": asked["email"]} if asked["email"] else {}),
        }
        return await self._open(params, asked)

    async def open_setup(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """A page on which a card can be given, for fees; the same however often it is asked for.
        Takes a private.card_request; gives {id, url, expires_at}. Raises Trouble and Refused."""
        reference = {"holdfast_card_id": asked["card_id"]}
        language = asked["locale"].partition("-")[0]
        params: stripe.params.checkout.SessionCreateParams = {
            "mode": "setup",
            "client_reference_id": asked["card_id"],
            "metadata": reference,
            "setup_intent_data": {"metadata": reference},
            "customer_creation": "always",
            "allowed_payment_method_types": ["card"],
            "success_url": asked["return_url"],
            "cancel_url": asked["return_url"],
            "expires_at": asked["expires_at"],
            "locale": language if language in LANGUAGES else "auto",
            **({"customer_email": asked["email"]} if asked["email"] else {}),
        }
        return await self._open(params, asked)

    async def _open(
        self, params: stripe.params.checkout.SessionCreateParams, asked: Mapping[str, Any]
    ) -> dict[str, Any]:
        """A page of Stripe's, asked for by keys of ours."""
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

    async def charge_fee(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Charge a card that is on file, whose owner is not there; once however often it is asked.
        Raises Trouble, and Refused where the bank says no, or wants to see the owner."""
        fee = asked["application_fee"]
        params: stripe.params.PaymentIntentCreateParams = {
            "amount": asked["amount"],
            "currency": asked["currency"].lower(),
            "payment_method": asked["payment_method"],
            "off_session": True,
            "confirm": True,
            "metadata": asked["metadata"],
        }
        if asked["customer"]:
            params["customer"] = asked["customer"]
        if fee:
            params["application_fee_amount"] = fee
        intent = None
        for key in keys_of(asked["idempotency_key"]):
            if intent is not None:
                return {"id": intent["id"], "status": intent["status"]}
            options = options_of(asked["account_id"], key)
            try:
                intent = await answered(
                    self._client.v1.payment_intents.create_async(params, options)
                )
            except Stuck:
                intent = await self._charged(asked)
        if intent is None:
            raise Trouble("Stripe fails again and again.")
        return {"id": intent["id"], "status": intent["status"]}

    async def _charged(self, asked: Mapping[str, Any]) -> Any:
        """The charge that was asked for, if Stripe has made it though it failed."""
        params: Any = {"customer": asked["customer"], "limit": 100}
        options = options_of(asked["account_id"])
        made = await answered(self._client.v1.payment_intents.list_async(params, options))
        own = asked["metadata"].items()
        return next(
            (
                each
                for each in made.data
                if own <= dict(each.metadata or {}).items() and each.status == "succeeded"
            ),
            None,
        )

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
        """Give something of a payment back, once however often it is asked. If not for the first
        time, Stripe may have done it though nobody heard. Raises Trouble and Refused."""
        of = "payment_intent" if asked["payment_intent"] else "charge"
        params: stripe.params.RefundCreateParams = {
            of: asked[of],  # type: ignore[misc]
            "amount": asked["amount"],
            "metadata": asked["metadata"],
        }
        refund = await self._made(of, asked) if asked["attempt"] > 1 else None
        for key in keys_of(asked["idempotency_key"]):
            if refund is not None:
                return {"id": refund["id"], "status": refund["status"]}
            options = options_of(asked["account_id"], key)
            try:
                refund = await answered(self._client.v1.refunds.create_async(params, options))
            except Stuck:
                refund = await self._made(of, asked)
            except Refused as refused:
                if refused.code in TOO_MUCH:
                    raise Trouble("Something was given back past us.", 2) from refused
                raise
        raise Trouble("Stripe fails again and again.")

    async def _made(self, of: str, asked: Mapping[str, Any]) -> Any:
        """The refund that was asked for, if Stripe has made it though it failed."""
        params: Any = {of: asked[of], "limit": 100}
        options = options_of(asked["account_id"])
        made = await answered(self._client.v1.refunds.list_async(params, options))
        own = asked["metadata"].items()
        for each in made.data:
            if own <= (each.metadata.to_dict() if each.metadata else {}).items():
                return each
        return None

    async def open_account(self, asked: Mapping[str, Any]) -> str:
        """The id of a business's own account; the same however often it is asked for. It is paid
        directly, and pays Stripe's fees itself. Raises Trouble and Refused."""
        params: core.AccountCreateParams = {
            "contact_email": asked["email"],
            "display_name": asked["name"],
            "dashboard": "full",
            "identity": {"country": asked["country"].lower()},
            "defaults": {
                "currency": asked["currency"].lower(),
                "responsibilities": {"fees_collector": "stripe", "losses_collector": "stripe"},
            },
            "configuration": {"merchant": {"capabilities": {"card_payments": {"requested": True}}}},
            "metadata": {"holdfast_tenant": asked["tenant_id"]},
        }
        for key in keys_of(asked["idempotency_key"]):
            options = options_of(None, key)
            with contextlib.suppress(Stuck):
                made = await answered(self._client.v2.core.accounts.create_async(params, options))
                return str(made["id"])
        raise Trouble("Stripe fails again and again.")

    async def link_account(self, asked: Mapping[str, Any], account_id: str) -> dict[str, Any]:
        """A page on which a business tells Stripe what it wants to know: {url, expires_at}. Raises
        Trouble and Refused."""
        params: core.AccountLinkCreateParams = {
            "account": account_id,
            "use_case": {
                "type": "account_onboarding",
                "account_onboarding": {
                    "refresh_url": asked["refresh_url"],
                    "return_url": asked["return_url"],
                },
            },
        }
        link = await answered(self._client.v2.core.account_links.create_async(params))
        return {"url": link["url"], "expires_at": whole_seconds(link["expires_at"])}

    async def fetch_account(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """What an account is, and when that was by Stripe's clock. Raises Trouble and Refused."""
        account = await answered(self._client.v1.accounts.retrieve_async(asked["account_id"]))
        said_at = account.last_response.headers.get("date")
        seconds = parsedate_to_datetime(said_at).timestamp() if said_at else time.time()
        names = ("charges_enabled", "details_submitted", "payouts_enabled")
        wants = account["requirements"]
        due = ("current_deadline", "currently_due", "disabled_reason", "past_due")
        return {
            "asked_at": int(seconds),
            "account": {
                "id": account["id"],
                "object": "account",
                **{name: account[name] for name in names},
                "requirements": {name: wants[name] for name in due} if wants else None,
            },
        }

    async def fetch_transactions(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """What moved on the balance because of a charge, a refund, a dispute or a payout. Raises
        Trouble and Refused."""
        options = options_of(asked["account_id"])
        known_as, v1 = asked["id"], self._client.v1
        kind = known_as.partition("_")[0]
        if kind == "po":
            return await self._payout_transactions(known_as, options)
        if kind == "pi":
            intent = await answered(
                v1.payment_intents.retrieve_async(
                    known_as, {"expand": ["latest_charge.balance_transaction"]}, options
                )
            )
            found = [intent["latest_charge"]["balance_transaction"]]
        elif kind in ("dp", "du"):
            dispute = await answered(v1.disputes.retrieve_async(known_as, None, options))
            found = list(dispute["balance_transactions"])
        elif kind == "re":
            fields = ["balance_transaction", "failure_balance_transaction"]
            refund = await answered(
                v1.refunds.retrieve_async(known_as, {"expand": fields}, options)
            )
            found = [refund["balance_transaction"]]
            if refund["status"] in ("canceled", "failed"):
                found.append(refund["failure_balance_transaction"])
        else:
            charge = await answered(
                v1.charges.retrieve_async(known_as, {"expand": ["balance_transaction"]}, options)
            )
            found = [charge["balance_transaction"]]
        if not all(found):
            raise Trouble("Stripe has not written it down yet.", 60)
        return {"transactions": [slim(each) for each in found], "is_content": False}

    async def _payout_transactions(
        self, payout_id: str, options: stripe.RequestOptions
    ) -> dict[str, Any]:
        """What is in a payout. Of one that was made by hand Stripe says only that it was. What
        comes back is in it no longer, and is found by app/stripe_sync.py."""
        v1 = self._client.v1
        payout = await answered(
            v1.payouts.retrieve_async(
                payout_id,
                {"expand": ["balance_transaction", "failure_balance_transaction"]},
                options,
            )
        )
        own = [payout["balance_transaction"]]
        if payout["status"] in ("canceled", "failed"):
            own.append(payout["failure_balance_transaction"])
        found = {each["id"]: slim(each) for each in own if each}
        is_content = bool(payout["automatic"]) and payout["status"] not in ("canceled", "failed")
        after = ""
        for _ in range(MOST_PAGES if is_content else 0):
            params: stripe.params.BalanceTransactionListParams = {
                "payout": payout_id,
                "limit": PAGE,
                **({"starting_after": after} if after else {}),
            }
            page = await answered(v1.balance_transactions.list_async(params, options))
            found |= {each["id"]: slim(each) for each in page["data"]}
            if not page["has_more"]:
                break
            after = page["data"][-1]["id"]
        return {"transactions": list(found.values()), "is_content": is_content}

    async def events(
        self, account_id: str | None, since: int, until: int
    ) -> AsyncIterator[list[dict[str, Any]]]:
        """What Stripe has told of an account in some time, page by page. Raises Trouble and
        Refused."""
        params: stripe.params.EventListParams = {
            "created": {"gte": since, "lt": until},
            "limit": PAGE,
        }
        options = options_of(account_id)
        while True:
            page = await answered(self._client.v1.events.list_async(params, options))
            # What the webhook is sent says whose account it is; what is listed may not.
            named = {"account": account_id} if account_id else {}
            yield [each | named for each in raw(page)["data"]]
            if not page["has_more"]:
                return
            params["starting_after"] = page["data"][-1]["id"]

    async def transactions(
        self, account_id: str, since: int, until: int
    ) -> AsyncIterator[list[dict[str, Any]]]:
        """What moved on the balance of an account in some time, page by page. Raises Trouble and
        Refused."""
        params: stripe.params.BalanceTransactionListParams = {
            "created": {"gte": since, "lt": until},
            "limit": PAGE,
        }
        options = options_of(account_id)
        while True:
            page = await answered(self._client.v1.balance_transactions.list_async(params, options))
            yield [slim(each) for each in page["data"]]
            if not page["has_more"]:
                return
            params["starting_after"] = page["data"][-1]["id"]

    async def find_refund(self, asked: Mapping[str, Any]) -> dict[str, Any] | None:
        """A refund of ours as Stripe has it, or None. Raises Trouble and Refused."""
        of = "payment_intent" if asked["payment_intent"] else "charge"
        params: stripe.params.RefundListParams = {
            of: asked[of],  # type: ignore[misc]
            "limit": PAGE,
        }
        options = options_of(asked["account_id"])
        page = await answered(self._client.v1.refunds.list_async(params, options))
        refund: dict[str, Any]
        for refund in raw(page)["data"]:
            if (refund["metadata"] or {}).get("holdfast_refund_id") == asked["refund_id"]:
                return refund
        return None


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


def raw(listed: Any) -> Any:
    """What Stripe answered, as it wrote it: the SDK makes decimals of some strings."""
    return json.loads(listed.last_response.body)


def slim(transaction: Any) -> dict[str, Any]:
    """A movement on a balance, as the database takes it."""
    fees = transaction["fee_details"] or []
    return {
        "id": transaction["id"],
        "type": transaction["type"],
        "amount": transaction["amount"],
        "fee": transaction["fee"],
        "platform_fee": sum(each["amount"] for each in fees if each["type"] == "application_fee"),
        "currency": transaction["currency"],
        "source": identity(transaction["source"]),
        "created": transaction["created"],
        "available_on": transaction["available_on"],
    }


def identity(named: Any) -> str | None:
    """The id of what is named by it, or in full."""
    return named if named is None or isinstance(named, str) else str(named["id"])


def whole_seconds(moment: str) -> str:
    """A moment of the second version of the API, as we write moments."""
    return moment[:19] + "Z"


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
        code = error.code or getattr(error, "param", None) or "refused"
        raise Refused(error.user_message or str(error), code) from error


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
