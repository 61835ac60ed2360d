"""HTTP/1.1 as the proof needs it: many requests that leave at the same moment.

Every request has a connection of its own. Those of a race are opened before any of them is used, so
that the requests follow one another within microseconds.
"""

import asyncio
import json
import ssl
import time
from collections import Counter
from collections.abc import Coroutine, Iterable, Mapping
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

from httptools import HttpResponseParser

from app.commands import Trouble

PATIENCE_SECONDS = 20.0
LONGEST_WAIT_SECONDS = 65

Result = TypeVar("Result")


class Call(NamedTuple):
    """One request."""

    method: str
    path: str
    body: Mapping[str, Any] | None = None
    token: str = ""
    headers: Mapping[str, str] = {}

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


class Answer(NamedTuple):
    """What came back, and how long it took since the request left."""

    status: int
    headers: Mapping[str, str]
    body: Any
    seconds: float

    @property
    def problem(self) -> str:
        """The slug of the problem it is; nothing if it is none."""
        kind = self.body.get("type", "") if isinstance(self.body, dict) else ""
        return str(kind).rpartition("/problems/")[2]

    def __str__(self) -> str:
        return f"{self.status} {self.problem}".rstrip()


class Race(NamedTuple):
    """The answers to requests that left together."""

    answers: list[Answer]

    def having(self, status: int) -> list[Answer]:
        """The answers of one status."""
        return [answer for answer in self.answers if answer.status == status]

    def statuses(self) -> Counter[int]:
        """How often each status came."""
        return Counter(answer.status for answer in self.answers)

    def __str__(self) -> str:
        """How long they took: the fastest, and the slowest."""
        times = [answer.seconds for answer in self.answers]
        return f"{min(times) * 1000:.0f} to {milliseconds(max(times))}"


def milliseconds(*seconds: float) -> str:
    """Times, added up and written out."""
    return f"{sum(seconds) * 1000:.0f} ms"


class Receiver:
    """Puts one answer together from what httptools finds in it."""

    def __init__(self) -> None:
        self.parser = HttpResponseParser(self)
        self.headers: dict[str, str] = {}
        self.content = b""
        self.complete = False

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers[name.decode("latin-1").lower()] = value.decode("latin-1")

    def on_body(self, content: bytes) -> None:
        self.content += content

    def on_message_complete(self) -> None:
        self.complete = True

    def answer(self, seconds: float) -> Answer:
        """The answer. A body that is not JSON is left out."""
        is_json = "json" in self.headers.get("content-type", "")
        document = json.loads(self.content) if is_json and self.content else None
        return Answer(self.parser.get_status_code(), self.headers, document, seconds)


class Connection(NamedTuple):
    """One connection, for one request."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def receive(self, since: float) -> Answer:
        """The answer to what was sent. Raises ConnectionError and TimeoutError."""
        receiver = Receiver()
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not receiver.complete:
                data = await self.reader.read(65536)
                if not data:
                    raise ConnectionError("the connection was closed without an answer")
                receiver.parser.feed_data(data)
        return receiver.answer(time.perf_counter() - since)


class Server:
    """The server that is asked, and what it has answered so far."""

    def __init__(self, url: str) -> None:
        """Takes its address: http://host:port, https too. Raises Trouble."""
        parts = urlsplit(url)
        try:
            port = parts.port
        except ValueError:
            port = 0
        if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
            raise Trouble(f"{url} is no address of a server, such as http://127.0.0.1:8000.")
        self.url = url.rstrip("/")
        self.waited = 0
        self.answers: list[Answer] = []
        self.slowest_in_a_crowd = 0.0
        self._host = parts.hostname
        self._port = port or (443 if parts.scheme == "https" else 80)
        self._prefix = parts.path.rstrip("/")
        self._netloc = parts.netloc.rpartition("@")[2]
        self._tls = ssl.create_default_context() if parts.scheme == "https" else None
        self._pending: set[asyncio.Task[Any]] = set()

    async def send(self, call: Call) -> Answer:
        """Send one request. One that is told to slow down waits as long as it is told to, for a
        minute at most, and is sent again. Raises OSError."""
        answer = (await self.race([call])).answers[0]
        wait = answer.headers.get("retry-after", "")
        if answer.status != 429 or not wait.isdigit() or int(wait) > LONGEST_WAIT_SECONDS:
            return answer
        self.waited += int(wait)
        await asyncio.sleep(int(wait))
        return (await self.race([call])).answers[0]

    async def race(self, calls: Iterable[Call]) -> Race:
        """Send requests at the same moment, each on a connection that is open already.

        What has been sent is seen through to its answer, also when we are interrupted. Raises
        OSError.
        """
        return await self.to_the_end(self._race(list(calls)))

    async def settle(self) -> None:
        """Wait until all that was to be seen through is through."""
        await asyncio.gather(*self._pending, return_exceptions=True)

    async def to_the_end(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Do something that goes on when whoever waits for it is interrupted."""
        task = asyncio.create_task(work)
        self._pending.add(task)
        task.add_done_callback(self._pending.discard)
        return await asyncio.shield(task)

    async def _race(self, calls: list[Call]) -> Race:
        requests = [self._written(call) for call in calls]
        connections = await asyncio.gather(*(self._connect() for _ in calls))
        try:
            starts = []
            for connection, request in zip(connections, requests, strict=True):
                starts.append(time.perf_counter())
                connection.writer.write(request)
            race = Race(
                await asyncio.gather(
                    *(
                        connection.receive(since)
                        for connection, since in zip(connections, starts, strict=True)
                    )
                )
            )
        finally:
            for connection in connections:
                connection.writer.close()
        self.answers += race.answers
        if len(calls) > 1:
            slowest = max(answer.seconds for answer in race.answers)
            self.slowest_in_a_crowd = max(slowest, self.slowest_in_a_crowd)
        return race

    async def _connect(self) -> Connection:
        async with asyncio.timeout(PATIENCE_SECONDS):
            streams = await asyncio.open_connection(self._host, self._port, ssl=self._tls)
        return Connection(*streams)

    def _written(self, call: Call) -> bytes:
        """A request as it goes over the wire."""
        headers = {"Host": self._netloc, "Accept": "application/json", **call.headers}
        content = b""
        if call.token:
            headers["Authorization"] = f"Bearer {call.token}"
        if call.body is not None:
            content = json.dumps(call.body).encode()
            headers |= {"Content-Type": "application/json", "Content-Length": str(len(content))}
        lines = [f"{call.method} {self._prefix}{call.path} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + content
