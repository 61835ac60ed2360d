"""A page that is open: reads a stream of Server-Sent Events on a connection of its own."""

import json
import queue
import socket
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Any, NamedTuple, Self

import httpx


class Event(NamedTuple):
    """One event, as a browser makes it of the stream."""

    type: str
    data: Any
    last_id: str
    """The id that a browser would come again with."""


class OpenPage:
    """A stream and what has come of it so far. Once it has ended, None comes."""

    def __init__(
        self, url: httpx.URL | str, path: str, headers: Mapping[str, str] | None = None
    ) -> None:
        parts = httpx.URL(url)
        self.raw = b""
        self.last_id = ""
        self.events: queue.Queue[Event | None] = queue.Queue()
        self._begun = threading.Event()
        self._socket = socket.create_connection((parts.host, parts.port or 80))
        lines = [f"GET {path} HTTP/1.1", f"Host: {parts.host}"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        self._socket.sendall("\r\n".join([*lines, "", ""]).encode())
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()
        assert self._begun.wait(15), self.raw

    def _read(self) -> None:
        file = self._socket.makefile("rb")
        self.head = b""
        while (line := file.readline()) not in (b"\r\n", b""):
            self.head += line
        text = b""
        try:
            while size := int(file.readline() or b"0", 16):
                text += file.read(size)
                self.raw += text
                file.readline()
                *blocks, text = text.split(b"\n\n")
                for block in blocks:
                    self._take(block.decode())
                self._begun.set()
        except (OSError, ValueError):
            pass
        self._begun.set()
        self.events.put(None)

    def _take(self, block: str) -> None:
        kind = said = ""
        for line in block.splitlines():
            name, _, value = line.partition(": ")
            if name == "event":
                kind = value
            elif name == "data":
                said = value
            elif name == "id":
                self.last_id = value
        if said:
            self.events.put(Event(kind, json.loads(said), self.last_id))

    def next(self, seconds: float = 15) -> Event:
        """The next event."""
        event = self.events.get(timeout=seconds)
        assert event is not None, "the stream has ended"
        return event

    def ended(self, seconds: float = 15) -> bool:
        """Whether it ends in so much time, and says nothing before."""
        try:
            return self.events.get(timeout=seconds) is None
        except queue.Empty:
            return False

    def quiet(self, seconds: float = 0.3) -> bool:
        """Whether it says nothing for a while."""
        try:
            return self.events.get(timeout=seconds) is None
        except queue.Empty:
            return True

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()
