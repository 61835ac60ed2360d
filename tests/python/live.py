"""The real application on a real socket, in a thread of the test process."""

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import uvicorn

from app.serve import configuration
from app.settings import Settings

KEY = "a key that is long enough for the tests to use, whatever the algorithm is"


def settings(database_url: str, **overrides: Any) -> Settings:
    """Settings for a test: a known key, and room for many public writes."""
    defaults: dict[str, Any] = {
        "database_url": database_url,
        "secret_key": KEY,
        "public_writes_per_minute": 100_000,
        "pool_size": 4,
        "shutdown_seconds": 5,
        "sweep_seconds": 0,
        "mail_seconds": 0,
    }
    return Settings(**(defaults | overrides))


class Server(uvicorn.Server):
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
    config.app = around(config.app)
    server = Server(config)
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
