"""What the process tells of itself: a request id, one log line and some numbers for each request.

Nothing personal is logged: the route's pattern rather than the path, no query, no address.
"""

import logging
import time
import uuid
from collections.abc import MutableMapping
from functools import lru_cache
from typing import Any

from prometheus_client import Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

logger = logging.getLogger("holdfast.access")

REQUESTS = Counter("holdfast_requests_total", "Requests answered.", ["method", "route", "status"])
SECONDS = Histogram(
    "holdfast_request_seconds",
    "Time to answer.",
    ["method", "route"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)


# To look a number up by its labels takes longer than to count.
@lru_cache(1000)
def requests(method: str, route: str, status: int) -> Counter:
    """The number of requests of one kind."""
    return REQUESTS.labels(method, route, status)


@lru_cache(1000)
def durations(method: str, route: str) -> Histogram:
    """How long requests of one kind took."""
    return SECONDS.labels(method, route)


def count(method: str, route: str, status: int, seconds: float) -> None:
    """Count one request."""
    requests(method, route, status).inc()
    durations(method, route).observe(seconds)


class Observe:
    """ASGI middleware: request ids, access log, metrics."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        request_id = str(uuid.uuid4())
        scope.setdefault("state", {})["request_id"] = request_id
        started = time.perf_counter()
        status = 500

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [
                    *message["headers"],
                    (b"x-request-id", request_id.encode()),
                ]
            await send(message)

        try:
            await self.app(scope, receive, send_with_id)
        finally:
            self.report(scope, status, time.perf_counter() - started)

    def report(self, scope: MutableMapping[str, Any], status: int, seconds: float) -> None:
        """Log and count one request."""
        route = getattr(scope.get("route"), "path", "unmatched")
        method = scope["method"]
        count(method, route, status, seconds)
        logger.info(
            "request",
            extra={
                "request_id": scope["state"]["request_id"],
                "method": method,
                "route": route,
                "status": status,
                "ms": round(seconds * 1000, 2),
            },
        )
