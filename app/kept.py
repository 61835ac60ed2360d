"""Answers about availability that are still true, kept in the process as they go out.

What is kept is let go of when the stream of events says that something of its business changed,
when its time is over (a hold lapses, a start comes too near: the function says when) and when there
is no more room. As long as nobody can be sure to hear of changes, nothing is kept: the listener is
not connected, or no relay has been heard for a while. Nothing that decides ever looks here.
"""

import asyncio
import time
import uuid
from collections import OrderedDict, defaultdict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from prometheus_client import Counter
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.listener import Listener, Published
from app.observe import count
from app.settings import Settings

# A relay says that it is there twice a second (app/relay.py).
PATIENCE_SECONDS = 2.0

# What an entry takes besides its bytes.
OVERHEAD_BYTES = 1_000

# Of so many businesses it is known when something changed; of others, when that was forgotten.
MOST_BUSINESSES = 10_000

# Of what is asked for so, answers may be kept.
PATH = "/availability"

# An answer is kept with the headers that so many origins get.
MOST_ORIGINS = 16

REQUEST_ID = b"x-request-id"
OF_A_BODY = (b"content-length", b"content-type")
OF_ONE_ANSWER = (*OF_A_BODY, REQUEST_ID)

# By which the function says for how long, and whose it is.
HEADER = "keep-seconds"

FOUND = Counter("holdfast_kept_answers_total", "Answers that were kept, or not.", ["outcome"])
HITS, MISSES = FOUND.labels("hit"), FOUND.labels("miss")

Work = Callable[[], Awaitable[Response]]

Key = tuple[bytes, bytes]
"""The path and the query."""


Headers = list[tuple[bytes, bytes]]


@dataclass(slots=True)
class Entry:
    """An answer."""

    response: Response
    tenant_id: str
    until: float
    size: int
    route: str
    headers: dict[bytes, tuple[Headers, Headers]]
    """By who asks (their Origin), the headers as they went out: of the answer, and of a 304."""


class Reading(NamedTuple):
    """A question that is being answered, and since when."""

    change: int
    started: float
    answer: asyncio.Task[Response]


class Kept:
    """The answers that are kept."""

    def __init__(self, settings: Settings, listener: Listener) -> None:
        self._listener = listener
        self._room = settings.kept_answers_bytes
        self._entries: OrderedDict[Key, Entry] = OrderedDict()
        self._of: defaultdict[str, set[Key]] = defaultdict(set)
        self._slugs: dict[str, str] = {}
        self._size = 0
        self._readings: dict[Key, Reading] = {}
        # Every change has a number. An answer that was begun before the last change of its business
        # may not know of it.
        self._change = 0
        self._changed: OrderedDict[str, int] = OrderedDict()
        self._forgotten = 0
        self._heard = float("-inf")

    @property
    def is_on(self) -> bool:
        """Whether every change is heard of."""
        return self._listener.is_up and time.monotonic() - self._heard < PATIENCE_SECONDS

    # -- what is heard -----------------------------------------------------------------------------

    def heard(self, published: Published | None) -> None:
        """Let go of what may not be true any more. None: nobody knows what."""
        now = time.monotonic()
        if published is None or now - self._heard >= PATIENCE_SECONDS:
            self.clear()
        if published is not None:
            self._heard = now
            for tenant_id in published:
                self.forget(tenant_id)

    def changed(self, who: Mapping[str, Any]) -> None:
        """Somebody has changed something here: they are to see it at once."""
        tenant_id = who.get("tenant_id") or self._slugs.get(str(who.get("slug", "")).lower())
        if tenant_id:
            self.forget(tenant_id)

    def forget(self, tenant_id: str) -> None:
        """Let go of all answers about a business, and of those that are being worked out."""
        self._change += 1
        self._changed[tenant_id] = self._change
        self._changed.move_to_end(tenant_id)
        if len(self._changed) > MOST_BUSINESSES:
            _, self._forgotten = self._changed.popitem(last=False)
        for key in self._of.pop(tenant_id, ()):
            self._size -= self._entries.pop(key).size

    def clear(self) -> None:
        """Let go of everything."""
        self._change += 1
        self._forgotten = self._change
        self._changed.clear()
        self._entries.clear()
        self._of.clear()
        self._slugs.clear()
        self._size = 0

    # -- what is kept ------------------------------------------------------------------------------

    async def answered(self, scope: Scope, work: Work) -> Response:
        """The answer that the work comes to, which is then kept. Whoever asks the same meanwhile
        waits for the same work, unless something has changed since it was begun: when many hear
        that a slot is gone, they ask at once."""
        key = (scope["raw_path"], scope["query_string"])
        if entry := self.find(key):
            return entry.response
        reading = self._readings.get(key)
        if reading is None or not self.is_on or self._is_outdated(reading, self._tenant_of(scope)):
            task = asyncio.ensure_future(work())
            reading = self._readings[key] = Reading(self._change, time.monotonic(), task)
            task.add_done_callback(partial(self._done, scope, reading))
        return await asyncio.shield(reading.answer)

    def _tenant_of(self, scope: Scope) -> str:
        return self._slugs.get(scope["path_params"]["slug"].lower(), "")

    def _is_outdated(self, reading: Reading, tenant_id: str) -> bool:
        """Whether something has changed there since; if nobody knows where that is, anywhere."""
        changed = self._changed.get(tenant_id, self._forgotten) if tenant_id else self._change
        return changed > reading.change

    def _done(self, scope: Scope, reading: Reading, task: asyncio.Task[Response]) -> None:
        key = (scope["raw_path"], scope["query_string"])
        if self._readings.get(key) is reading:
            del self._readings[key]
        if not task.cancelled() and task.exception() is None:
            self._keep(scope, key, task.result(), reading)

    def _keep(self, scope: Scope, key: Key, response: Response, reading: Reading) -> None:
        """Keep an answer, if its function says for how long and nothing has changed since it was
        begun. What the function says of that is for us: it goes no further."""
        if HEADER not in response.headers:
            return
        MISSES.inc()
        seconds, tenant_id = response.headers[HEADER].split(" ")
        del response.headers[HEADER]
        until = reading.started + float(seconds)
        if not self.is_on or self._is_outdated(reading, tenant_id) or until <= time.monotonic():
            return
        size = len(response.body) + sum(map(len, key)) + OVERHEAD_BYTES
        if size > self._room:
            return
        self._drop(key)
        route = getattr(scope.get("route"), "path", "")
        self._entries[key] = Entry(response, tenant_id, until, size, route, {})
        self._of[tenant_id].add(key)
        self._slugs[scope["path_params"]["slug"].lower()] = tenant_id
        self._size += size
        while self._size > self._room:
            self._drop(next(iter(self._entries)))

    def find(self, key: Key) -> Entry | None:
        """What is kept for a question, if it is still true."""
        entry = self._entries.get(key)
        if entry is None or not self.is_on:
            return None
        if entry.until <= time.monotonic():
            self._drop(key)
            return None
        self._entries.move_to_end(key)
        return entry

    def _drop(self, key: Key) -> None:
        entry = self._entries.pop(key, None)
        if entry:
            self._size -= entry.size
            keys = self._of[entry.tenant_id]
            keys.discard(key)
            if not keys:
                del self._of[entry.tenant_id]


class AnswerFromKept:
    """ASGI middleware: answers what is kept as it went out before, and lets everything else be
    worked out. It stands outside of all others: what these do, an answer that is kept has behind
    it. Such an answer is counted like any other, and leaves no line in the log."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return

        kept: Kept = scope["state"]["kept"]
        key = (scope["raw_path"], scope["query_string"])
        origin = known = b""
        for name, value in scope["headers"]:
            if name == b"origin":
                origin = value
            elif name == b"if-none-match":
                known = value
        entry = kept.find(key)
        if entry and (headers := entry.headers.get(origin)):
            await answer(entry, *headers, known, send)
        elif scope["path"].endswith(PATH):
            await self.learn(kept, key, origin, scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def learn(
        self, kept: Kept, key: Key, origin: bytes, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Have a question answered, and note with which headers that is done."""
        went_out: Headers = []

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in (200, 304):
                went_out.extend(each for each in message["headers"] if each[0] not in OF_ONE_ANSWER)
            await send(message)

        await self.app(scope, receive, noting)
        entry = kept.find(key)
        if entry is None or len(entry.headers) >= MOST_ORIGINS:
            return
        # Unless something else is kept by now.
        if (b"etag", entry.response.headers["etag"].encode()) in went_out:
            of_body = [each for each in entry.response.raw_headers if each[0] in OF_A_BODY]
            entry.headers[origin] = ([*went_out, *of_body], went_out)


async def answer(
    entry: Entry, headers: Headers, unchanged: Headers, known: bytes, send: Send
) -> None:
    """Send what is kept; 304 to whoever has it."""
    started = time.perf_counter()
    HITS.inc()
    same = bool(known) and entry.response.headers["etag"].encode() in known
    status, brought = (304, unchanged) if same else (200, headers)
    identified = [*brought, (REQUEST_ID, str(uuid.uuid4()).encode())]
    await send({"type": "http.response.start", "status": status, "headers": identified})
    await send({"type": "http.response.body", "body": b"" if same else entry.response.body})
    count("GET", entry.route, status, time.perf_counter() - started)
