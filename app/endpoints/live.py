"""Live updates over HTTP. Who is told what is decided in db/functions/live, and how it reaches them
in app/live.py."""

import json
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from time import time
from typing import Any

import jwt
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app.guard import EVENT_STREAM
from app.http import ApiRoute, Operation, bearer, claims, conditions
from app.live import Live, Page, Reader
from app.throttle import source

HEADERS = [
    (b"content-type", EVENT_STREAM),
    (b"cache-control", b"no-store, no-transform"),
    # Otherwise nginx keeps what it is told until it has enough of it.
    (b"x-accel-buffering", b"no"),
]

# What the kernel may keep for a reader that does not read.
SEND_BUFFER_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Stream(Operation):
    """An operation whose answer goes on: a page of what has happened, and the next, and so on."""

    data: str
    """The type of what its events say."""

    @property
    def is_stream(self) -> bool:
        return True

    async def answered(self, request: Request, arguments: Mapping[str, Any]) -> Response:
        """The stream from the event on that the client had last, which its header may say too."""
        if last := request.headers.get("last-event-id"):
            arguments = {**arguments, "last_event_id": last}
        who = await claims(request, self)
        asked = conditions(request, self, arguments)
        first = partial(self.page, request, arguments, who | asked)
        after = partial(self.after, request, who | asked)
        return EventStream(request, first, after, None if self.is_public else left(request))

    async def page(
        self, request: Request, arguments: Mapping[str, Any], who: Mapping[str, Any]
    ) -> Page:
        """A page, as the function answers it."""
        done = await request.state.database.call(self.function, arguments, who, typed=False)
        page: Page = json.loads(done.body)
        return page

    async def after(self, request: Request, who: Mapping[str, Any], position: int | None) -> Page:
        """The page after an event."""
        return await self.page(request, {"last_event_id": str(position)}, who)


def left(request: Request) -> float:
    """How many seconds the access token of a request is good for, which has been looked at."""
    token = jwt.decode(bearer(request) or "", options={"verify_signature": False})
    return max(0.0, float(token["exp"]) - time())


class EventStream(Response):
    """An answer that goes on until the client goes, the token expires or the process ends."""

    def __init__(
        self,
        request: Request,
        first: Any,
        after: Any,
        seconds: float | None,
    ) -> None:
        super().__init__()
        self._live: Live = request.state.live
        self._address = source(request)
        self._first = first
        self._after = after
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._live.room(self._address):
            page = await self._first()
            await send({"type": "http.response.start", "status": 200, "headers": [*HEADERS]})
            if scope["method"] == "HEAD":
                await send({"type": "http.response.body", "body": b"", "more_body": False})
                return
            reader = Reader(send, self._after, bounded(scope))
            async with self._live.following(reader, page):
                await reader.gone(receive, self._seconds)


def bounded(scope: Scope) -> Any:
    """How to break the connection off (app/serve.py), once it keeps little for its reader; None if
    the server does not say."""
    transport = scope["state"].get("transport")
    if transport is None:
        return None
    transport.get_extra_info("socket").setsockopt(
        socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES
    )
    return transport.abort


def stream(path: str, function: str, data: str) -> ApiRoute:
    """A route that goes on answering, with events whose data are of a type."""
    return ApiRoute(Stream("GET", path, function, 200, data))


routes = [
    stream("/v1/tenants/{slug}/live", "list_availability_changes", "availability_change"),
    stream("/v1/live", "list_booking_changes", "booking_change"),
]
