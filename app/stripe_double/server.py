"""The double as an application (ASGI), and on a port of its own."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from app.stripe_double.api import Api
from app.stripe_double.control import EXPOSED, Control, asked_for
from app.stripe_double.pages import Pages
from app.stripe_double.refusals import Refused
from app.stripe_double.webhooks import Carrier
from app.stripe_double.world import World

# How often what is due by the clock is looked for, if nobody asks for anything.
LOOK_SECONDS = 0.25


class Double:
    """A world, and all that answers for it: an ASGI application."""

    def __init__(self, world: World | None = None, **settings: Any) -> None:
        self.world = world or World(**settings)
        self.control = Control(self.world)
        self._api = Api(self.world)
        self._pages = Starlette(
            routes=[
                *Pages(self.world).routes(),
                Route("/_control", self.controls),
                Route("/_control/{name}", self.controlled, methods=["POST"]),
            ],
            lifespan=lambda app: self.lifespan(),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """To the API, or to the pages."""
        api = scope["type"] == "http" and scope["path"].startswith(("/v1/", "/v2/"))
        await (self._api if api else self._pages)(scope, receive, send)

    @contextlib.asynccontextmanager
    async def lifespan(self) -> AsyncIterator[None]:
        """Deliver events and have happen what is due, as long as it lasts."""
        carrier = Carrier(lambda: self.world.webhooks)
        tasks = [asyncio.create_task(carrier.run()), asyncio.create_task(self.look())]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def look(self) -> None:
        """Have happen what is due, again and again."""
        while True:
            with self.world.lock:
                self.world.schedule.run_due()
            await asyncio.sleep(LOOK_SECONDS)

    async def controls(self, request: Request) -> Response:
        """What can be made to happen."""
        return JSONResponse({name: does.__doc__ for name, does in sorted(EXPOSED.items())})

    async def controlled(self, request: Request) -> Response:
        """Make something happen. On a thread, since whoever is told of it may ask the API.

        Only for JSON that says so, which no page of somebody else can send.
        """
        if request.headers.get("Content-Type", "").split(";")[0] != "application/json":
            return JSONResponse({"error": {"message": "This takes application/json."}}, 415)
        try:
            given = await request.json() if await request.body() else {}
            name = request.path_params["name"]
            return JSONResponse(await run_in_threadpool(asked_for, self.control, name, given))
        except Refused as refused:
            return JSONResponse({"error": refused.error}, refused.status)
        except ValueError:
            return JSONResponse({"error": {"message": "The body is no JSON."}}, 400)


class Server(uvicorn.Server):
    """A server that whoever started it stops, on a thread that is not theirs."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def listening(double: Double, host: str, port: int) -> socket.socket:
    """A socket that listens; the double learns its address."""
    listener = socket.create_server((host, port))
    double.world.url = f"http://{host}:{listener.getsockname()[1]}"
    return listener


def serve(double: Double, host: str, port: int, ready: Callable[[], None]) -> None:
    """Serve until a signal ends it."""
    with listening(double, host, port) as listener:
        ready()
        uvicorn.Server(configuration(double)).run([listener])


@contextlib.contextmanager
def serving(double: Double, host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """Serve on a thread, for as long as the context lasts; yields the address."""
    listener = listening(double, host, port)
    server = Server(configuration(double))
    thread = threading.Thread(target=server.run, args=[[listener]], daemon=True)
    thread.start()
    try:
        yield double.world.url
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


def configuration(double: Double) -> uvicorn.Config:
    """How it is served."""
    return uvicorn.Config(
        double,
        lifespan="on",
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=1,
        timeout_keep_alive=60,
    )
