"""The real application on a real socket, in a thread of the test process."""

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.dsn import as_user
from app.serve import Server, configuration
from app.settings import Settings

KEY = "a key that is long enough for the tests to use, whatever the algorithm is"


def settings(database_url: str, *, worker: bool = False, **overrides: Any) -> Settings:
    """Settings for a test: a known key, room for many public writes, and perhaps a worker."""
    defaults: dict[str, Any] = {
        "database_url": database_url,
        "secret_key": KEY,
        "public_writes_per_minute": 100_000,
        "pool_size": 2,
        "shutdown_seconds": 5,
    }
    if worker:
        defaults["database_worker_url"] = as_user(database_url, "holdfast_worker")
    return Settings(**(defaults | overrides))


class Together:
    """Around the application: the first POSTs wait until as many have come as it is told, and then
    go on in one breath."""

    def __init__(self, app: ASGIApp, count: int) -> None:
        self._app = app
        self._missing = count
        self._all_here = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        came = [await receive()]
        while came[-1].get("more_body"):
            came.append(await receive())
        self._missing -= 1
        if self._missing <= 0:
            self._all_here.set()
        await self._all_here.wait()

        async def again() -> Message:
            return came.pop(0) if came else await receive()

        await self._app(scope, again, send)


class QuickServer(Server):
    """One that stops at once if it has nothing to finish; uvicorn takes two tenths of a second."""

    async def main_loop(self) -> None:
        while not self.should_exit:
            await self.on_tick(0)
            await asyncio.sleep(0.01)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self.server_state.tasks:
            await super().shutdown(sockets)
            return
        for server in self.servers:
            server.close()
        await self.lifespan.shutdown()


def client(address: str) -> httpx.Client:
    """A client of an application, without TLS: to read the certificates would take 50 ms."""
    return httpx.Client(base_url=address, timeout=20, verify=False)


@contextlib.contextmanager
def serving(
    database_url: str, around: Callable[[Any], Any] = lambda app: app, **overrides: Any
) -> Iterator[httpx.Client]:
    """Serve the application, perhaps with something around it, on a free port; yields a client."""
    config = configuration(settings(database_url, **overrides))
    server = QuickServer(config)
    config.app = around(config.app)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=server.run, args=[[listener]], daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.005)
        host, port = listener.getsockname()
        with client(f"http://{host}:{port}") as visitor:
            yield visitor
        server.should_exit = True
        thread.join()
