"""Live updates: what happens reaches every open page, as Server-Sent Events.

Whoever is told the same is an audience: everybody who looks at a business, its managers, or one of
its staff. PostgreSQL says which audience a caller belongs to and what that is told
(db/functions/live). When events are published the process asks once for each audience that has
readers here, and all of them get the same bytes.

Nobody waits for anybody. What a reader does not take is kept for it up to a limit; past that it is
cut off, and comes again with the id it had last.
"""

import asyncio
import contextlib
import json
import logging
import math
import types
from collections import Counter
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Coroutine,
    Generator,
    Iterator,
    Mapping,
)
from typing import Any

import psycopg
from prometheus_client import Counter as Metric
from prometheus_client import Gauge
from starlette.exceptions import HTTPException
from starlette.types import Receive, Send

from app.listener import Published
from app.settings import Settings

logger = logging.getLogger("holdfast.live")

READERS = Gauge("holdfast_live_readers", "Streams that are open.")
DROPPED = Metric("holdfast_live_dropped_total", "Streams that were cut off: too slow.")

HEARTBEAT_SECONDS = 15.0

# What waits for a reader that does not read: besides what the sockets take.
MOST_WAITING_BYTES = 65_536

# How many are written to before others may do something.
AT_A_TIME = 250

RETRY_SECONDS = 0.5

# How long a browser waits before it comes again.
GREETING = b"retry: 2000\n\n"

RESET = b"event: reset\ndata: {}\n"

Page = Mapping[str, Any]
"""As api.live_page has it."""

Ask = Callable[[int | None], Awaitable[Page]]
"""Asks for the page after an event."""


class Frames:
    """A page as it goes over the wire."""

    def __init__(self, page: Page) -> None:
        self.until: int = page["sequence"]
        self._of_events: list[tuple[int, bytes]] = []
        items = page["items"]
        for number, item in enumerate(items):
            said = f"event: {item['event']}\ndata: {json.dumps(item['data'])}\n"
            # With the last one of an event only: who has its id has all of it.
            if number + 1 == len(items) or items[number + 1]["sequence"] != item["sequence"]:
                said += f"id: {item['sequence']}\n"
            self._of_events.append((item["sequence"], f"{said}\n".encode()))
        if page["reset"]:
            self._of_events.append((self.until, RESET + mark(self.until)))
        self._all = b"".join(frame for _, frame in self._of_events)

    def after(self, position: int) -> bytes:
        """Those of events after a position."""
        if not self._of_events or self._of_events[0][0] > position:
            return self._all
        return b"".join(frame for sequence, frame in self._of_events if sequence > position)


def key_of(page: Page) -> tuple[str, str]:
    """Whom a page is for: the business, and the audience there."""
    return page["tenant_id"], page["audience"]


def mark(position: int) -> bytes:
    """Says where a reader is, and nothing else."""
    return f"id: {position}\n\n".encode()


@types.coroutine
def resumed(begun: Coroutine[Any, Any, None], waits_for: Any) -> Generator[Any, Any, None]:
    """Goes on with a coroutine that somebody else has begun, from what it waits for now."""
    try:
        while True:
            yield waits_for
            waits_for = begun.send(None)
    except StopIteration:
        return
    finally:
        begun.close()


class Reader:
    """One open stream."""

    __slots__ = ("_cut", "_ended", "_send", "_task", "_waiting", "_writing", "ask", "position")

    def __init__(self, send: Send, ask: Ask, cut: Callable[[], None] | None) -> None:
        """cut breaks the connection off at once; None: the server cannot."""
        self._send: Callable[[dict[str, Any]], Any] = send
        self._cut = cut
        self._ended = False
        self._task = asyncio.current_task()
        self._waiting = bytearray()
        self._writing: asyncio.Task[None] | None = None
        self.ask = ask
        self.position = 0

    def tell(self, said: bytes) -> None:
        """Write to it without waiting. What it cannot take now is kept, up to a limit."""
        if self._ended or not said:
            return
        if self._writing:
            if len(self._waiting) + len(said) > MOST_WAITING_BYTES:
                self.drop()
            else:
                self._waiting += said
            return
        # A server writes at once unless the socket is full: then this is gone on with in a task.
        writing = self._write(said)
        try:
            waits_for = writing.send(None)
        except StopIteration:
            return
        self._writing = asyncio.create_task(self._go_on(writing, waits_for))

    async def _write(self, said: bytes) -> None:
        await self._send({"type": "http.response.body", "body": said, "more_body": True})

    async def _go_on(self, writing: Coroutine[Any, Any, None], waits_for: Any) -> None:
        await resumed(writing, waits_for)
        while self._waiting:
            said, self._waiting = bytes(self._waiting), bytearray()
            await self._write(said)
        self._writing = None

    def drop(self) -> None:
        """Cut it off: it has not read for too long."""
        DROPPED.inc()
        self._waiting.clear()
        if self._cut:
            self._ended = True
            self._cut()
        else:
            self.end()

    def end(self) -> None:
        """Let its stream come to an end."""
        if not self._ended and self._task:
            self._ended = True
            self._task.cancel()

    async def gone(self, receive: Receive, seconds: float | None) -> None:
        """Wait until it goes, is told to end, or so much time is over; then end its stream."""
        try:
            async with asyncio.timeout(seconds):
                while (await receive())["type"] != "http.disconnect":
                    pass
        except TimeoutError:
            self._ended = True
        except asyncio.CancelledError:
            if not self._ended or not self._task:
                raise
            self._task.uncancel()
        if self._writing:
            self._writing.cancel()
        else:
            await self._send({"type": "http.response.body", "body": b"", "more_body": False})


class Audience:
    """Those who are told the same, and how far that is."""

    def __init__(self, key: tuple[str, str], position: int) -> None:
        self.key = key
        self.position = position
        self.readers: set[Reader] = set()
        self._wanted: float = 0
        self._following: asyncio.Task[None] | None = None

    def wake(self, wanted: float) -> None:
        """Something was published, up to a number. math.inf: it is not known what."""
        if wanted > self.position:
            self._wanted = max(self._wanted, wanted)
            if self._following is None:
                self._following = asyncio.create_task(self._follow())

    async def _follow(self) -> None:
        try:
            while self.readers and self._wanted > self.position:
                # Who wakes us from here on may mean what the page does not have yet.
                wanted, self._wanted = self._wanted, 0
                if await self._go_on():
                    self._wanted = max(self._wanted, wanted)
        finally:
            self._following = None

    async def _go_on(self) -> bool:
        """Tell a page, if there is one; whether there may be more."""
        page = await self._next_page()
        if page is None:
            return True
        if page["sequence"] == self.position:
            return False
        self.position = page["sequence"]
        await self._tell(Frames(page))
        return True

    async def _next_page(self) -> Page | None:
        """What is new, as any of the readers may ask for it."""
        reader = next(iter(self.readers))
        try:
            page = await reader.ask(self.position)
            if key_of(page) == self.key:
                return page
            self._let_go(reader)  # They are told something else from now on: once they come again.
            return None
        except psycopg.Error as error:
            if (error.sqlstate or "").startswith("K"):
                self._let_go(reader)  # They may not any more.
                return None
        except Exception:  # Whatever it is, those who wait are better served by another try.
            logger.warning("not told", exc_info=True)
        await asyncio.sleep(RETRY_SECONDS)
        return None

    def _let_go(self, reader: Reader) -> None:
        reader.end()
        self.readers.discard(reader)

    async def _tell(self, frames: Frames) -> None:
        for number, reader in enumerate(list(self.readers), 1):
            reader.tell(frames.after(reader.position))
            reader.position = max(reader.position, frames.until)
            if number % AT_A_TIME == 0:
                await asyncio.sleep(0)


class Live:
    """The streams of this process."""

    def __init__(self, settings: Settings) -> None:
        self._most = settings.live_streams
        self._most_from_one = settings.live_streams_per_address
        self._from: Counter[str] = Counter()
        self._audiences: dict[tuple[str, str], Audience] = {}
        self._is_closed = False

    @contextlib.contextmanager
    def room(self, address: str) -> Iterator[None]:
        """Count a stream for as long as it lasts. Raises 429 and 503 if there are too many."""
        if self._from[address] >= self._most_from_one:
            raise HTTPException(
                429, "Too many streams are open from your address.", {"Retry-After": "10"}
            )
        if self._is_closed or self._from.total() >= self._most:
            raise HTTPException(503, "Too many streams are open.", {"Retry-After": "10"})
        self._from[address] += 1
        READERS.inc()
        try:
            yield
        finally:
            READERS.dec()
            self._from[address] -= 1
            if not self._from[address]:
                del self._from[address]

    @contextlib.asynccontextmanager
    async def following(self, reader: Reader, page: Page) -> AsyncIterator[None]:
        """Tell a reader a page and, for as long as the context lasts, what comes after it."""
        reader.tell(GREETING)
        while True:
            frames = Frames(page)
            reader.tell(frames.after(-1) or mark(frames.until))
            reader.position = frames.until
            key = key_of(page)
            audience = self._audiences.get(key)
            if audience is None or audience.position <= reader.position:
                break
            page = await reader.ask(reader.position)
        if audience is None:
            audience = self._audiences[key] = Audience(key, reader.position)
            # Nobody heard for it what was published since the page was asked for.
            audience.wake(math.inf)
        audience.readers.add(reader)
        if self._is_closed:
            reader.end()
        try:
            yield
        finally:
            audience.readers.discard(reader)
            if not audience.readers and self._audiences.get(key) is audience:
                del self._audiences[key]

    def heard(self, published: Published | None) -> None:
        """Let those be told whom it concerns: whoever looks at one of these businesses, or all."""
        for (tenant_id, _), audience in self._audiences.items():
            if published is None:
                audience.wake(math.inf)
            elif tenant_id in published:
                audience.wake(published[tenant_id])

    async def keep_beating(self) -> None:
        """Now and then, let whoever waits know that they are still heard of, and where they are."""
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            for audience in list(self._audiences.values()):
                beat = b": still here\n" + mark(audience.position)
                for number, reader in enumerate(list(audience.readers), 1):
                    reader.tell(beat)
                    if number % AT_A_TIME == 0:
                        await asyncio.sleep(0)

    def close(self) -> None:
        """End all streams, and let nobody begin another."""
        self._is_closed = True
        for audience in list(self._audiences.values()):
            for reader in list(audience.readers):
                reader.end()
