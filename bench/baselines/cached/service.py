"""The application itself with two more paths, to see what an answer costs that is not worked out.

/bare answers the same words to everybody; /kept answers what Redis has under the query.
"""

import os
from typing import Any

from redis.asyncio import Redis
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.main import create_app
from app.serve import configure_logging
from app.settings import Settings

kept_in: Any = Redis.from_url(os.environ["REDIS_URL"])


async def bare(_: Request) -> Response:
    return Response(b'{"time_zone":"Europe/Rome","slots":[]}', media_type="application/json")


async def kept(request: Request) -> Response:
    body: bytes | None = await kept_in.get(request.url.query)
    return Response(body or b"", 200 if body else 404, media_type="application/json")


configure_logging("INFO")
app = create_app(Settings.from_environment())
app.router.routes += [Route("/bare", bare), Route("/kept", kept)]
