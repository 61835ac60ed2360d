"""The double as a whole, and the part of it that one account sees."""

import contextlib
import copy
import dataclasses
import random
import threading
from collections.abc import Iterator
from typing import Any

import stripe

from app.stripe_double.clock import DAY, HOUR, Clock, Schedule
from app.stripe_double.faults import Faults
from app.stripe_double.idempotency import Kept
from app.stripe_double.log import Log
from app.stripe_double.refusals import Object, no_access
from app.stripe_double.shapes import PREFIXES, difference, shaped
from app.stripe_double.store import PLATFORM, Store
from app.stripe_double.webhooks import Webhooks

KEY = "sk_test_holdfast"


@dataclasses.dataclass
class Settings:
    """What somebody may want otherwise."""

    # Stripe's own fee, of a charge, in hundredths of a percent and in minor units.
    fee_basis_points: int = 150
    fee_fixed: int = 25
    # What is taken when a bank asks something back; and when that is countered, which it gives back
    # to who wins.
    dispute_fee: int = 2000
    counter_fee: int = 0
    # In which currency businesses have a bank account, if not in every one; and how much of it is
    # given for one of another, in minor units.
    settles_in: str = ""
    exchange_rate: float = 1.0
    # How long money is pending before it can be paid out.
    settle_seconds: int = 2 * DAY
    # How a refund begins, by the last four digits of the card or by id of charge; "" is any.
    # "pending", or "succeeded", which it is at once. When it is settled if nobody says, and how.
    refund_starts: dict[str, str] = dataclasses.field(default_factory=dict)
    refund_seconds: int = 3 * DAY
    # What comes of a bank debit if nobody says ("succeeded", "failed", or "" for nothing), when.
    debit_ends: str = ""
    debit_seconds: int = 3 * DAY
    # Card 4000000000000259 is disputed so much later.
    dispute_seconds: int = 5
    payout_seconds: int = 2 * DAY
    # A renewal's invoice is a draft for so long; then it is paid, and tried again on these days.
    draft_seconds: int = HOUR
    upcoming_seconds: int = 3 * DAY
    retry_days: tuple[int, ...] = (3, 5, 7)
    # What a subscription becomes after that: "canceled", "unpaid" or "past_due".
    after_retries: str = "canceled"


class World:
    """One Stripe: a platform, the accounts connected to it, and what happens there."""

    def __init__(
        self,
        *,
        key: str = KEY,
        seed: int = 0,
        webhook_url: str | None = None,
        secret: str = "whsec_test_platform",  # noqa: S107
        connect_secret: str = "whsec_test_connect",  # noqa: S107
    ) -> None:
        self.key = key
        self.webhook_url = webhook_url
        self.secrets = (secret, connect_secret)
        self.url = "http://127.0.0.1"
        # Requests and whoever controls may be on several threads; each acts alone.
        self.lock = threading.RLock()
        self.clear(seed)

    def clear(self, seed: int = 0) -> None:
        """Forget everything."""
        self.seed = seed
        self.settings = Settings()
        self.clock = Clock()
        self.schedule = Schedule(self.clock)
        self.store = Store(seed)
        self.random = random.Random(f"{seed} chance")  # noqa: S311
        self.kept = Kept(self.clock)
        self.faults = Faults()
        self.log = Log()
        previous: Webhooks | None = getattr(self, "webhooks", None)
        self.webhooks = Webhooks(self.webhook_url, *self.secrets, seed=seed)
        if previous:
            self.webhooks.take_over(previous)
        from app.stripe_double.accounts import open_platform  # Which needs us.

        open_platform(self.books())

    def books(
        self, account: str | None = None, key: str | None = None, request: str | None = None
    ) -> "Books":
        """What an account sees; None is the platform."""
        return Books(self, account or PLATFORM, key, request)

    def books_of(self, known_as: str) -> "Books":
        """What the account sees whose object this is. Raises Refused."""
        return self.books(self.store.owner(known_as))


@dataclasses.dataclass(frozen=True)
class Books:
    """One account's objects, as one request works on them."""

    world: World
    account: str
    key: str | None = None
    request: str | None = None

    @property
    def connected(self) -> bool:
        return self.account != PLATFORM

    @property
    def platform(self) -> "Books":
        return dataclasses.replace(self, account=PLATFORM)

    @property
    def by_itself(self) -> "Books":
        """The same, for what happens later and not in answer to a request."""
        return self.world.books(self.account)

    @property
    def settings(self) -> Settings:
        return self.world.settings

    def now(self) -> int:
        return self.world.clock.now()

    def later(self, seconds: int, name: str, act: Any) -> None:
        self.world.schedule.at(self.now() + seconds, name, act)

    def make(self, of: Any, **fields: Any) -> Object:
        """A new object of a class of the SDK, which is kept."""
        return self.world.store.put(self.account, self.part(of, **fields))

    def part(self, of: Any, **fields: Any) -> Object:
        """A new object that is only a part of another."""
        kind: str = of.OBJECT_NAME
        usual = {
            "id": self.world.store.new_id(PREFIXES[kind]),
            "object": kind,
            "created": self.now(),
            "livemode": False,
        }
        known = {name: value for name, value in usual.items() if name in of.__annotations__}
        return shaped(of, known | fields)

    def get(self, kind: str, known_as: str, param: str = "id") -> Object:
        """Raises Refused."""
        return self.world.store.get(self.account, kind, known_as, param)

    def find(self, known_as: str | None) -> Object | None:
        return self.world.store.find(self.account, known_as) if known_as else None

    def each(self, kind: str) -> Iterator[Object]:
        """Those of a kind, newest first."""
        return self.world.store.each(self.account, kind)

    def behind(self, thing: Object) -> dict[str, Any]:
        """What is known of an object and is no part of it."""
        return self.world.store.behind(thing["id"])

    @contextlib.contextmanager
    def change(self, thing: Object, *types: str) -> Iterator[None]:
        """Tell of what is changed meanwhile, if anything is, as events of these types."""
        before = copy.deepcopy(thing)
        yield
        if previous := difference(before, thing):
            for kind in types:
                self.emit(kind, thing, previous)

    def emit(self, kind: str, thing: Object, previous: Object | None = None) -> Object:
        """Something happened: keep it as an event, and tell whoever wants to know."""
        endpoints = self.world.webhooks.endpoints(self.connected)
        data = {"object": copy.deepcopy(thing)}
        tells = previous and (kind.endswith(("updated", "refunded")) or "funds_" in kind)
        event = self.make(
            stripe.Event,
            api_version=stripe.api_version,
            data=data | ({"previous_attributes": copy.deepcopy(previous)} if tells else {}),
            pending_webhooks=endpoints,
            request={"id": self.request, "idempotency_key": self.key},
            type=kind,
        )
        for name in ("account", "context", "notification_destination", "reason"):
            event.pop(name, None)
        if not tells:
            event["data"].pop("previous_attributes", None)
        if self.connected:
            event["account"] = self.account
        if endpoints:
            self.world.webhooks.send(event)
        return event


def require_account(world: World, account: str | None) -> None:
    """Raises Refused."""
    store = world.store
    if account and (account not in store.accounts or account in store.disconnected):
        raise no_access(account)
