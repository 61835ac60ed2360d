"""What a worker answers to whoever watches over it, where HOLDFAST_METRICS_PORT says."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.endpoints.operations import healthz, metrics
from app.failures import respond
from app.problems import UNAVAILABLE
from app.settings import Settings
from app.watch import PATIENCE_SECONDS, Watch


async def readyz(request: Request) -> Response:
    """Somebody relays, this worker or another: what happens is told."""
    if request.state.watch.is_relayed:
        return JSONResponse({"status": "ok"})
    return respond(
        UNAVAILABLE, detail=f"Nobody has relayed events for {PATIENCE_SECONDS:.0f} seconds."
    )


class Server(uvicorn.Server):
    """One that leaves signals to the worker, which ends it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def answering(watch: Watch) -> Starlette:
    """The ASGI application."""

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[Mapping[str, Any]]:
        yield {"watch": watch}

    return Starlette(
        routes=[
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Route("/metrics", metrics),
        ],
        lifespan=lifespan,
    )


@contextlib.asynccontextmanager
async def probed(settings: Settings, watch: Watch) -> AsyncIterator[None]:
    """Answers for as long as the context lasts, if there is a port for it."""
    if not settings.metrics_port:
        yield
        return
    server = Server(
        uvicorn.Config(
            answering(watch),
            host=settings.host,
            port=settings.metrics_port,
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=1,
        )
    )
    serving = asyncio.create_task(server.serve())
    try:
        yield
    finally:
        server.should_exit = True
        await serving
