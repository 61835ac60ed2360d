"""Outside calendars and feeds, over HTTP. Decided in db/functions/calendars."""

import asyncio
import hashlib
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app import __version__, feeds
from app.http import Made, delete, get, post

CACHED_SECONDS = 300

# A long feed takes a while to write: one at a time, and beside what else is asked for.
WRITER = ThreadPoolExecutor(1, "feeds")


async def sealed_url(
    request: Request, who: Mapping[str, Any], given: Mapping[str, Any]
) -> str | None:
    """The URL as the database keeps it."""
    return str(request.state.vault.seal(given["url"]))


async def token(request: Request, who: Mapping[str, Any], given: Mapping[str, Any]) -> str | None:
    """A new token for a feed of a business."""
    return feeds.new_token(who.get("tenant_id"))


async def own_token(
    request: Request, who: Mapping[str, Any], given: Mapping[str, Any]
) -> str | None:
    """A new token for a feed of somebody's own bookings."""
    return feeds.new_token(None)


async def feed(request: Request) -> Response:
    """Read a feed: bookings as a calendar, in iCalendar, for whoever has its path.

    What was cancelled stands in it for 30 days, as cancelled. With If-None-Match it answers 304 if
    nothing has changed.
    """
    said = request.path_params["token"]
    try:
        tenant_id = feeds.owner(said)
    except ValueError:
        raise HTTPException(404, "There is no such feed.") from None
    who = {
        "role": "guest",
        "feed_hash": feeds.token_hash(said),
        "request_id": request.state.request_id,
    }
    database = request.state.database
    if tenant_id:
        found = await database.call("get_feed", {}, who | {"tenant_id": tenant_id})
    else:
        found = await database.call("get_account_feed", {}, who)
    etag = f'"{hashlib.sha256(__version__.encode() + found.body).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": f"private, max-age={CACHED_SECONDS}"}
    if etag in request.headers.get("if-none-match", ""):
        return Response(None, 304, headers)
    calendar = await asyncio.get_running_loop().run_in_executor(
        WRITER, written, found.body, request.state.settings.calendar_domain
    )
    return Response(calendar, 200, headers, media_type="text/calendar; charset=utf-8")


def written(contents: bytes, domain: str) -> bytes:
    """A feed, of what the database says stands in it."""
    return feeds.written(json.loads(contents), domain)


routes = [
    get("/v1/calendars", "list_calendars"),
    post("/v1/calendars", "create_calendar", 201, Made("sealed_url", sealed_url)),
    get("/v1/calendars/{calendar_id}", "get_calendar"),
    get("/v1/feeds", "list_feeds"),
    post("/v1/feeds", "create_feed", 201, Made("token", token)),
    Route("/v1/feeds/{token}.ics", feed),
    delete("/v1/feeds/{feed_id}", "delete_feed"),
    get("/v1/me/feeds", "list_account_feeds"),
    post("/v1/me/feeds", "create_account_feed", 201, Made("token", own_token)),
    delete("/v1/me/feeds/{feed_id}", "delete_account_feed"),
]
