"""How it stands with what is done though nobody asks for it, in numbers for Prometheus: whether
anybody relays, and what is still to be told. Every process tells both, with a worker or without."""

import asyncio
import json
import logging
import time

from prometheus_client import Gauge

from app.database import Database
from app.listener import Listener, Published
from app.recurring import WORKER

logger = logging.getLogger("holdfast.watch")

# A relay says that it is there twice a second (app/relay.py).
PATIENCE_SECONDS = 10.0

# However often somebody looks, the database is not asked more often.
REFRESH_SECONDS = 5.0

RELAY_AGE = Gauge(
    "holdfast_relay_age_seconds",
    "How long nobody has been heard who relays events; at first, since this process listens.",
)
GAUGES = {
    each: Gauge(f"holdfast_backlog_{each}", words, ["channel"])
    for each, words in {
        "waiting": "Deliveries that are due, and nobody is at them; relay: events to publish.",
        "dead": "Deliveries that were given up, to be retried or discarded.",
        "lag_seconds": "How long the oldest has been due.",
    }.items()
}


class Watch:
    """Looks when it is asked to."""

    def __init__(self, database: Database, listener: Listener) -> None:
        self._database = database
        self._since = time.monotonic()
        self._has_heard = False
        self._asked = float("-inf")
        self._asking = asyncio.Lock()
        listener.subscribe(self.heard)

    def heard(self, published: Published | None) -> None:
        """Somebody relays. None: somebody listens, which says nothing of that."""
        if published is not None:
            self._since = time.monotonic()
            self._has_heard = True

    @property
    def relay_age(self) -> float:
        """For how many seconds nobody has been heard who relays."""
        return time.monotonic() - self._since

    @property
    def is_relayed(self) -> bool:
        """Whether somebody relays: this process or another."""
        return self._has_heard and self.relay_age < PATIENCE_SECONDS

    async def look(self) -> None:
        """Bring the numbers up to date. Those that cannot be known now are left out: a number that
        was true once could pass for a good one."""
        RELAY_AGE.set(self.relay_age)
        async with self._asking:
            if time.monotonic() < self._asked + REFRESH_SECONDS:
                return
            self._asked = time.monotonic()
            try:
                answer = await self._database.call("measure_backlog", {}, WORKER)
            except Exception as error:  # Whatever it is, the other numbers are wanted the more.
                logger.debug("the backlog cannot be measured: %s", type(error).__name__)
                for gauge in GAUGES.values():
                    gauge.clear()
                return
            for channel, numbers in json.loads(answer.body)["channels"].items():
                for name, gauge in GAUGES.items():
                    gauge.labels(channel).set(numbers[name])
