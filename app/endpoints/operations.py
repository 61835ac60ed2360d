"""For whoever runs it: is the process alive, is the database there, and how is it doing."""

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.failures import respond
from app.problems import UNAVAILABLE


async def healthz(request: Request) -> Response:
    """The process answers."""
    return JSONResponse({"status": "ok"})


async def readyz(request: Request) -> Response:
    """The database answers, and has every migration that this code knows."""
    if await request.state.database.is_current():
        return JSONResponse({"status": "ok"})
    return respond(UNAVAILABLE, detail="The database is not migrated to this version.")


async def metrics(request: Request) -> Response:
    """Numbers for Prometheus."""
    await request.state.watch.look()
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


routes = [
    Route("/healthz", healthz),
    Route("/readyz", readyz),
    Route("/metrics", metrics),
]
