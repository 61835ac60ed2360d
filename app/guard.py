"""The edge of the application: security headers, the size of bodies, how long requests may take."""

import asyncio
import logging

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.problems import REFUSALS, UNAVAILABLE, UNEXPECTED, respond
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


class TooLargeError(HTTPException):
    """A body went past the limit while it was read."""

    def __init__(self) -> None:
        super().__init__(413, REFUSALS[413].meaning)


class Guard:
    """ASGI middleware: every answer gets the headers that it has not set itself, and what nobody
    expected becomes a problem document too. Stands within Observe, whose request id it logs."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.max_bytes = settings.max_body_bytes
        self.seconds = settings.request_timeout_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        started = False
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self.max_bytes:
                raise TooLargeError
            return message

        async def guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                present = {name for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *(header for header in HEADERS if header[0] not in present),
                ]
            await send(message)

        length = Headers(scope=scope).get("content-length", "0")
        if length.isdigit() and int(length) > self.max_bytes:
            await respond(REFUSALS[413])(scope, receive, guarded)
            return

        try:
            async with asyncio.timeout(self.seconds):
                await self.app(scope, counted, guarded)
        except TimeoutError:
            if started:
                raise
            await respond(UNAVAILABLE)(scope, receive, guarded)
        except Exception:
            logger.exception("unexpected", extra={"request_id": scope["state"]["request_id"]})
            if started:
                raise
            await respond(UNEXPECTED)(scope, receive, guarded)
