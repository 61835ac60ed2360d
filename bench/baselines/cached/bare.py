"""Starlette with one path and nothing around it: the least that an answer can cost."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


async def bare(_: Request) -> Response:
    return Response(b'{"time_zone":"Europe/Rome","slots":[]}', media_type="application/json")


app = Starlette(routes=[Route("/readyz", bare), Route("/bare", bare)])
