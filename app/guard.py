"""The edge of the application: security headers, the size of bodies, how long requests may take."""

import asyncio
import logging

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.failures import respond
from app.problems import OUTCOME_UNKNOWN, REFUSALS, UNAVAILABLE, UNEXPECTED
from app.settings import Settings

logger = logging.getLogger("holdfast.guard")

HEADERS = [
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"geolocation=(), camera=(), microphone=()"),
    (b"referrer-policy", b"no-referrer"),
    (b"strict-transport-security", b"max-age=63072000; includeSubDomains"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
]


# Stripe says of no event how long it may be, and sends what was refused for three days.
LONGER = {"/v1/stripe/webhook": 1 << 20}

EVENT_STREAM = b"text/event-stream; charset=utf-8"


class TooLargeError(HTTPException):
    """A body went past the limit while it was read."""

    def __init__(self) -> None:
        super().__init__(413, REFUSALS[413].meaning)


def counted(receive: Receive, most: int) -> Receive:
    """receive, until more than so many bytes have come."""
    received = 0

    async def receive_counted() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > most:
            raise TooLargeError
        return message

    return receive_counted


class Answering:
    """send, with the headers that an answer has not set itself; it knows whether one has begun."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.started = False
        self.timeout: asyncio.Timeout | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            present = {name for name, _ in message["headers"]}
            if self.timeout and (b"content-type", EVENT_STREAM) in message["headers"]:
                self.timeout.reschedule(None)  # It is to last.
            missing = (header for header in HEADERS if header[0] not in present)
            message["headers"] = [*message["headers"], *missing]
        await self.send(message)


class Guard:
    """ASGI middleware. What nobody expected becomes a problem document too. Stands within Observe,
    whose request id it logs."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.max_bytes = settings.max_body_bytes
        self.seconds = settings.request_timeout_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        answering = Answering(send)
        length = Headers(scope=scope).get("content-length", "0")
        most = LONGER.get(scope["path"], self.max_bytes)
        if length.isdigit() and int(length) > most:
            await respond(REFUSALS[413])(scope, receive, answering)
            return

        try:
            async with asyncio.timeout(self.seconds) as answering.timeout:
                await self.app(scope, counted(receive, most), answering)
        except Exception as error:
            if answering.started:
                raise
            if isinstance(error, TimeoutError):
                problem = UNAVAILABLE if scope["method"] == "GET" else OUTCOME_UNKNOWN
            else:
                problem = UNEXPECTED
                logger.exception("unexpected", extra={"request_id": scope["state"]["request_id"]})
            await respond(problem)(scope, receive, answering)
