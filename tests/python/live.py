"""The real application on a real socket, in a thread of the test process."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx

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
        "pool_size": 4,
        "shutdown_seconds": 5,
    }
    if worker:
        defaults["database_worker_url"] = as_user(database_url, "holdfast_worker")
    return Settings(**(defaults | overrides))


@contextlib.contextmanager
def serving(
    database_url: str, around: Callable[[Any], Any] = lambda app: app, **overrides: Any
) -> Iterator[httpx.Client]:
    """Serve the application, perhaps with something around it, on a free port; yields a client."""
    config = configuration(settings(database_url, **overrides))
    server = Server(config)
    config.app = around(config.app)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=server.run, args=[[listener]], daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.005)
        host, port = listener.getsockname()
        with httpx.Client(base_url=f"http://{host}:{port}", timeout=20) as client:
            yield client
        server.should_exit = True
        thread.join()
