"""What somebody can make happen at the double, from Python or under `/_control`."""

import dataclasses
import functools
import inspect
from collections.abc import Callable
from typing import Any, TypeVar, cast

import httpx

from app.stripe_double import (
    accounts,
    balance,
    checkout,
    disputes,
    invoices,
    payouts,
    refunds,
    subscriptions,
)
from app.stripe_double.faults import Fault
from app.stripe_double.refusals import Object, Refused
from app.stripe_double.world import Books, World

Does = TypeVar("Does", bound=Callable[..., Any])

EXPOSED: dict[str, Callable[..., Any]] = {}


def exposed(does: Does) -> Does:
    """Can be asked for under `/_control` too. Acts alone, on what is due already."""

    @functools.wraps(does)
    def alone(self: "Control", *given: Any, **named: Any) -> Any:
        with self.world.lock:
            self.world.schedule.run_due()
            return does(self, *given, **named)

    EXPOSED[does.__name__] = alone
    return cast(Does, alone)


class Control:
    """Moves a world. Objects are named by their ids, whosever they are."""

    def __init__(self, world: World) -> None:
        self.world = world

    def _found(self, known_as: str, kind: str) -> tuple[Books, Object]:
        books = self.world.books_of(known_as)
        return books, books.get(kind, known_as)

    # Checkout.

    @exposed
    def pay(
        self,
        session: str,
        card: str = "4242424242424242",
        email: str | None = None,
        name: str | None = None,
    ) -> Object:
        """Somebody gives this card on the page, and agrees if their bank asks. Raises Refused."""
        books, found = self._found(session, "checkout.session")
        checkout.complete(books, found, card, email=email, name=name, authenticated=True)
        return dict(found)

    @exposed
    def decline(self, session: str, card: str = "4000000000000002") -> Object:
        """Somebody tries with a card that is refused."""
        books, found = self._found(session, "checkout.session")
        try:
            checkout.complete(books, found, card)
        except Refused as refused:
            if refused.error["type"] != "card_error":
                raise
        return dict(found)

    @exposed
    def pay_later(self, session: str, email: str | None = None) -> Object:
        """Somebody pays by bank debit. Raises Refused."""
        books, found = self._found(session, "checkout.session")
        checkout.complete_by_debit(books, found, email=email)
        return dict(found)

    @exposed
    def settle_debit(self, session: str, succeeds: bool = True) -> Object:
        """The bank debit of a session comes to an end. Raises Refused."""
        books, found = self._found(session, "checkout.session")
        checkout.end_debit(books, found, succeeds)
        return dict(found)

    @exposed
    def expire(self, session: str) -> Object:
        """The time of a session is over, and of nothing else. Raises Refused."""
        books, found = self._found(session, "checkout.session")
        checkout.require_open(found)
        checkout.expire_session(books, found)
        return dict(found)

    # Time.

    @exposed
    def advance(self, seconds: int) -> int:
        """Put the clock forward; what is due on the way happens at its time."""
        self.world.clock.ahead += seconds
        self.world.schedule.run_due()
        return self.world.clock.now()

    @exposed
    def now(self) -> int:
        """The time at the double."""
        return self.world.clock.now()

    # Disputes and refunds.

    @exposed
    def dispute(self, charge: str, reason: str = "fraudulent", amount: int | None = None) -> Object:
        """A charge (or that of a payment intent) is disputed. Raises Refused."""
        books = self.world.books_of(charge)
        found = books.find(charge) or {}
        if found.get("object") == "payment_intent":
            found = books.get("charge", found["latest_charge"])
        self.world.schedule.cancel(f"dispute {found['id']}")
        return dict(disputes.open_dispute(books, found, reason, amount))

    @exposed
    def win(self, dispute: str) -> Object:
        """A dispute is decided for the business. Raises Refused."""
        books, found = self._found(dispute, "dispute")
        disputes.decide(books, found, won=True)
        return dict(found)

    @exposed
    def lose(self, dispute: str) -> Object:
        """A dispute is decided for the customer. Raises Refused."""
        books, found = self._found(dispute, "dispute")
        disputes.decide(books, found, won=False)
        return dict(found)

    @exposed
    def settle_refund(self, refund: str) -> Object:
        """A refund arrives. Raises Refused."""
        books, found = self._found(refund, "refund")
        refunds.end(books, found, "succeeded")
        return dict(found)

    @exposed
    def fail_refund(self, refund: str, reason: str = "expired_or_canceled_card") -> Object:
        """A refund comes back. Raises Refused."""
        books, found = self._found(refund, "refund")
        refunds.end(books, found, "failed", reason)
        return dict(found)

    # Payouts.

    @exposed
    def payout(self, account: str | None = None, currency: str | None = None) -> Object | None:
        """All there is, pending or not, is paid out; None if that is nothing."""
        books = self.world.books(account)
        balance.settle(books)
        own = self.world.store.accounts[books.account]["default_currency"]
        found = payouts.sweep(books, currency or own)
        return dict(found) if found else None

    @exposed
    def settle_payout(self, payout: str) -> Object:
        """A payout arrives. Raises Refused."""
        books, found = self._found(payout, "payout")
        payouts.arrive(books, found)
        return dict(found)

    @exposed
    def fail_payout(self, payout: str, code: str = "could_not_process") -> Object:
        """A payout comes back. Raises Refused."""
        books, found = self._found(payout, "payout")
        payouts.fail(books, found, code)
        return dict(found)

    # Subscriptions, each by a clock of its own.

    @exposed
    def renew(self, subscription: str, paid: bool = True) -> Object:
        """The period (or the trial) of a subscription ends now, and the invoice is collected, well
        or not."""
        books, found = self._found(subscription, "subscription")
        behind = subscriptions.behind(books, found)
        behind["fails"] = not paid
        for name in ("trial", "upcoming", "renew"):
            if self.world.schedule.when(f"{name} {subscription}") is not None:
                self.world.schedule.run(f"{name} {subscription}")
        if found["latest_invoice"]:
            name = f"finalize {found['latest_invoice']}"
            if self.world.schedule.when(name) is not None:
                self.world.schedule.run(name)
        behind["fails"] = False
        return dict(found)

    @exposed
    def retry(self, subscription: str, paid: bool = False) -> Object:
        """What was not paid is tried again, well or not."""
        books, found = self._found(subscription, "subscription")
        behind = subscriptions.behind(books, found)
        behind["fails"] = not paid
        name = f"retry {found['latest_invoice']}"
        if self.world.schedule.when(name) is not None:
            self.world.schedule.run(name)
        else:
            invoices.retry(books, books.get("invoice", found["latest_invoice"]))
        behind["fails"] = False
        return dict(found)

    @exposed
    def tell_of_trial(self, subscription: str) -> None:
        """A trial is about to end."""
        books, found = self._found(subscription, "subscription")
        self.world.schedule.cancel(f"trial {subscription}")
        subscriptions.tell_of_trial(books, found)

    # Accounts.

    @exposed
    def onboard(self, account: str) -> Object:
        """An account can take payments. Raises Refused."""
        accounts.set_state(self.world.books(), account, enabled=True)
        return dict(self.world.store.accounts[account])

    @exposed
    def restrict(self, account: str, reason: str = "requirements.past_due") -> Object:
        """An account can take no payments. Raises Refused."""
        accounts.set_state(self.world.books(), account, enabled=False, reason=reason)
        return dict(self.world.store.accounts[account])

    # What goes wrong.

    @exposed
    def weather(self, **changes: Any) -> Object:
        """Change how deliveries fare: the fields of Weather."""
        self.world.webhooks.weather = changed(self.world.webhooks.weather, changes)
        return dataclasses.asdict(self.world.webhooks.weather)

    @exposed
    def settings(self, **changes: Any) -> Object:
        """Change the fields of Settings."""
        self.world.settings = changed(self.world.settings, changes)
        return dataclasses.asdict(self.world.settings)

    @exposed
    def fault(self, route: str, kind: str, nth: int = 1, times: int = 1, ms: int = 0) -> None:
        """Have calls of a route go wrong, from the nth from now on."""
        self.world.faults.add(Fault(route, kind, nth, times, ms))

    @exposed
    def endpoints(self, url: str | None, connect_url: str | None = None) -> None:
        """Where events go."""
        self.world.webhook_url = self.world.webhooks.url = url
        self.world.webhooks.connect_url = connect_url or url

    # What happened.

    @exposed
    def log(self) -> list[Object]:
        """All that was asked of the API."""
        return [dataclasses.asdict(each) for each in self.world.log.asked]

    @exposed
    def counts(self) -> dict[str, int]:
        """How often each route was asked."""
        return self.world.log.counts()

    @exposed
    def events(self, account: str | None = None, kind: str | None = None) -> list[Object]:
        """All events of an account, oldest first."""
        found = self.world.books(account).each("event")
        return [dict(each) for each in found if kind in (None, each["type"])][::-1]

    @exposed
    def deliveries(self) -> list[Object]:
        """What was sent, and what came of it."""
        return [
            {
                "event": each.event["id"],
                "type": each.event["type"],
                "manner": each.manner,
                "statuses": list(each.statuses),
                "accepted": each.accepted,
            }
            for each in self.world.webhooks.deliveries
        ]

    @exposed
    def idle(self) -> bool:
        """Whether no event is on its way."""
        return self.world.webhooks.idle

    @exposed
    def find(self, known_as: str) -> Object:
        """An object, whosever it is. Raises Refused."""
        return dict(self.world.books_of(known_as).find(known_as) or {})

    @exposed
    def reset(self, seed: int | None = None) -> None:
        """Forget everything, and begin anew with a seed."""
        self.world.clear(self.world.seed if seed is None else seed)

    def deliver(self, event: str, manner: str = "genuine") -> int:
        """Deliver an event now, once, whatever the weather; the status that it was answered with.
        Nothing is locked meanwhile: whoever is told may ask the API."""
        with self.world.lock:
            found = self.world.books_of(event).get("event", event)
            url, body, headers = self.world.webhooks.signed(found, manner)
        timeout = self.world.webhooks.weather.timeout
        answer = httpx.post(url, content=body, headers=headers, timeout=timeout, trust_env=False)
        return answer.status_code


EXPOSED["deliver"] = Control.deliver


def changed(old: Any, changes: Object) -> Any:
    """A dataclass with other values; of lists, which is all that JSON has, come tuples."""
    known = {
        name: tuple(value) if isinstance(value, list) else value for name, value in changes.items()
    }
    return dataclasses.replace(old, **known)


def asked_for(control: Control, name: str, given: Object) -> Any:
    """What somebody asked for under `/_control`. Raises Refused."""
    if (does := EXPOSED.get(name)) is None:
        raise Refused(f"There is no such control: {name}.", status=404)
    try:
        inspect.signature(does).bind(control, **given)
    except TypeError as error:
        raise Refused(f"{name}: {error}.") from None
    try:
        return does(control, **given)
    except (TypeError, ValueError, KeyError) as error:
        raise Refused(f"{name}: {error}.") from None
