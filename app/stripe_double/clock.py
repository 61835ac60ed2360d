"""The time at the double, which can be put forward, and what happens by itself when it comes."""

import contextlib
import heapq
import itertools
import time
from collections.abc import Callable, Iterator

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR


class Clock:
    """Seconds since 1970, whole ones as everywhere at Stripe."""

    def __init__(self) -> None:
        self.ahead = 0.0
        self._held: int | None = None

    def now(self) -> int:
        return int(time.time() + self.ahead) if self._held is None else self._held

    @contextlib.contextmanager
    def held_at(self, moment: int) -> Iterator[None]:
        """What is done meanwhile is done at this moment."""
        before, self._held = self._held, moment
        try:
            yield
        finally:
            self._held = before


class Schedule:
    """What is to happen, by name: of one name there is one."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._heap: list[tuple[int, int, str]] = []
        self._due: dict[str, tuple[int, int, Callable[[], None]]] = {}
        self._numbers = itertools.count()

    def at(self, moment: int, name: str, act: Callable[[], None]) -> None:
        number = next(self._numbers)
        self._due[name] = (moment, number, act)
        heapq.heappush(self._heap, (moment, number, name))

    def cancel(self, name: str) -> None:
        self._due.pop(name, None)

    def when(self, name: str) -> int | None:
        """When something is to happen, if it is."""
        return self._due[name][0] if name in self._due else None

    def next(self) -> int | None:
        """When something happens next."""
        while self._heap:
            moment, number, name = self._heap[0]
            if name in self._due and self._due[name][1] == number:
                return moment
            heapq.heappop(self._heap)
        return None

    def run_due(self) -> None:
        """Have everything happen whose time has come, in order and each at its time."""
        while (moment := self.next()) is not None and moment <= self._clock.now():
            self.run(self._heap[0][2])

    def run(self, name: str) -> None:
        """Have this happen, at its time, whether that has come or not."""
        moment, _, act = self._due.pop(name)
        with self._clock.held_at(moment):
            act()
