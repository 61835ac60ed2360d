"""Events on their way to whoever asked for them: signed, tried again, and as late, as often, in
what order and how badly as one wishes."""

import asyncio
import contextlib
import dataclasses
import heapq
import itertools
import json
import random
import threading
import time
from collections.abc import Callable

import httpx
import stripe

from app.stripe_double.refusals import Object

# After how long a delivery is tried again that was not answered well: what takes hours at Stripe,
# and then days, takes seconds here.
RETRY_SECONDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)

STALE_SECONDS = 3600


@dataclasses.dataclass
class Weather:
    """How deliveries fare. Chances are from 0 to 1."""

    delay: tuple[float, float] = (0.0, 0.0)
    duplicate: float = 0.0
    # So many events are gathered, if they come soon enough, and sent in any order.
    reorder: int = 0
    reorder_seconds: float = 0.05
    # Never sent: only whoever asks for events learns of it.
    drop: float = 0.0
    # Sent besides, by somebody who does not know the secret, or long ago, or from the future.
    forge: float = 0.0
    stale: float = 0.0
    future: float = 0.0
    # Nothing is sent unless it is told to.
    held: bool = False
    retry_seconds: tuple[float, ...] = RETRY_SECONDS
    timeout: float = 10.0
    # How many are under way at a time; with one, what is sent first arrives first.
    at_once: int = 16


@dataclasses.dataclass
class Delivery:
    """One way of one event: what is sent, and what came of it."""

    event: Object
    manner: str = "genuine"
    attempt: int = 0
    statuses: list[int | str] = dataclasses.field(default_factory=list)

    @property
    def accepted(self) -> bool:
        return bool(self.statuses) and succeeded(self.statuses[-1])


class Webhooks:
    """Both endpoints: one for events of the platform, one for those of connected accounts."""

    def __init__(self, url: str | None, secret: str, connect_secret: str, *, seed: int) -> None:
        self.url = url
        self.connect_url = url
        self.secret = secret
        self.connect_secret = connect_secret
        self.weather = Weather()
        self.deliveries: list[Delivery] = []
        self._random = random.Random(f"{seed} deliveries")  # noqa: S311
        self._numbers = itertools.count()
        self._waiting: list[tuple[float, int, Delivery]] = []
        self._gathered: list[Delivery] = []
        self._gathered_since = 0.0
        self._under_way = 0
        self._lock = threading.RLock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wake: asyncio.Event | None = None

    def take_over(self, previous: "Webhooks") -> None:
        """Go on in the place of another, whose deliveries are forgotten."""
        self.connect_url = previous.connect_url
        self.url = previous.url
        self._loop, self._wake = previous._loop, previous._wake
        with previous._lock:
            previous._waiting.clear()
            previous._gathered.clear()

    def carried_by(self, loop: asyncio.AbstractEventLoop, wake: asyncio.Event) -> None:
        """Whom to wake when there is something to deliver."""
        self._loop, self._wake = loop, wake

    def endpoints(self, connected: bool) -> int:
        """How many endpoints are told of such an event."""
        return int(bool(self.connect_url if connected else self.url))

    def send(self, event: Object) -> None:
        """Put an event on its way, or on its ways."""
        with self._lock:
            weather = self.weather
            if weather.held or self._chance(weather.drop):
                return
            self._gather(Delivery(event))
            if self._chance(weather.duplicate):
                self._gather(Delivery(event, "duplicate"))
            for manner in ("forged", "stale", "future"):
                if self._chance(getattr(weather, "forge" if manner == "forged" else manner)):
                    self._gather(Delivery(event, manner))
        self._awake()

    def _chance(self, chance: float) -> bool:
        return chance > 0 and self._random.random() < chance

    def _gather(self, delivery: Delivery) -> None:
        self.deliveries.append(delivery)
        self._gathered_since = self._gathered_since if self._gathered else time.monotonic()
        self._gathered.append(delivery)
        if len(self._gathered) >= self.weather.reorder:
            self._scatter()

    def _scatter(self) -> None:
        """Send on what was gathered."""
        if self.weather.reorder:
            self._random.shuffle(self._gathered)
        for delivery in self._gathered:
            low, high = self.weather.delay
            self._push(delivery, self._random.uniform(low, high) if high else 0.0)
        self._gathered = []

    def _push(self, delivery: Delivery, seconds: float) -> None:
        due = time.monotonic() + seconds
        heapq.heappush(self._waiting, (due, next(self._numbers), delivery))

    def _awake(self) -> None:
        if self._loop and self._wake and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake.set)

    @property
    def idle(self) -> bool:
        """Whether nothing is on its way or waits to be."""
        with self._lock:
            return not (self._waiting or self._gathered or self._under_way)

    def signed(self, event: Object, manner: str = "genuine") -> tuple[str, bytes, dict[str, str]]:
        """Where an event goes, its body and its headers."""
        connected = "account" in event
        url, secret = (
            (self.connect_url, self.connect_secret) if connected else (self.url, self.secret)
        )
        now = int(time.time())
        moved = {"stale": -STALE_SECONDS, "future": STALE_SECONDS}.get(manner, 0)
        if manner == "forged":
            event = event | {"id": f"evt_forged{event['id'][-16:]}"}
            secret = "whsec_of_somebody_else"  # noqa: S105
        body = json.dumps(event, indent=2)
        signature = stripe.WebhookSignature.generate_signature_header(body, secret, now + moved)
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
            "Stripe-Signature": signature,
        }
        return url or "", body.encode(), headers

    def next_due(self) -> float | None:
        """Seconds until there is something to do."""
        with self._lock:
            moments = [self._waiting[0][0]] if self._waiting else []
            moments += (
                [self._gathered_since + self.weather.reorder_seconds] if self._gathered else []
            )
            return max(0.0, min(moments) - time.monotonic()) if moments else None

    def take(self, room: int) -> list[Delivery]:
        """What is due."""
        with self._lock:
            now = time.monotonic()
            if self._gathered and self._gathered_since + self.weather.reorder_seconds <= now:
                self._scatter()
            found: list[Delivery] = []
            while self._waiting and self._waiting[0][0] <= now and len(found) < room:
                found.append(heapq.heappop(self._waiting)[2])
            self._under_way += len(found)
            return found

    def settle(self, delivery: Delivery, status: int | str) -> None:
        """Take down what came of one attempt; what failed is tried again."""
        with self._lock:
            self._under_way -= 1
            delivery.statuses.append(status)
            retry = self.weather.retry_seconds
            if succeeded(status):
                if delivery.manner == "genuine":
                    delivery.event["pending_webhooks"] = 0
            elif delivery.manner in ("genuine", "duplicate") and delivery.attempt < len(retry):
                self._push(delivery, retry[delivery.attempt])
                delivery.attempt += 1


def succeeded(status: int | str) -> bool:
    return isinstance(status, int) and 200 <= status < 300


async def attempt(client: httpx.AsyncClient, webhooks: Webhooks, delivery: Delivery) -> None:
    """Deliver once."""
    url, body, headers = webhooks.signed(delivery.event, delivery.manner)
    status: int | str = "cancelled"
    try:
        answer = await client.post(
            url, content=body, headers=headers, timeout=webhooks.weather.timeout
        )
        status = answer.status_code
    except httpx.HTTPError as error:
        status = type(error).__name__
    finally:
        webhooks.settle(delivery, status)


class Carrier:
    """Delivers what a world sends, as long as it runs."""

    def __init__(self, current: Callable[[], Webhooks]) -> None:
        self._current = current
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        wake = asyncio.Event()
        self._current().carried_by(asyncio.get_running_loop(), wake)
        # Ours alone: no proxy of the environment is asked.
        async with httpx.AsyncClient(trust_env=False) as client:
            try:
                while True:
                    wake.clear()
                    webhooks = self._current()
                    for delivery in webhooks.take(webhooks.weather.at_once - len(self._tasks)):
                        task = asyncio.create_task(attempt(client, webhooks, delivery))
                        self._tasks.add(task)
                        task.add_done_callback(lambda done: self._done(done, wake))
                    full = len(self._tasks) >= webhooks.weather.at_once
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(None if full else webhooks.next_due()):
                            await wake.wait()
            finally:
                for task in self._tasks:
                    task.cancel()
                await asyncio.gather(*self._tasks, return_exceptions=True)

    def _done(self, task: asyncio.Task[None], wake: asyncio.Event) -> None:
        self._tasks.discard(task)
        wake.set()
