"""Bookings over HTTP. What a booking may do is decided in db/functions/bookings."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response

from app.http import ApiRoute, Made, Operation, answer, get, post, unless_known
from app.phones import DIALLED
from app.recurrence import parse

PUBLIC = "/v1/tenants/{slug}"


async def local_starts(
    request: Request, who: Mapping[str, Any], given: Mapping[str, Any]
) -> str | None:
    """The occurrences of a series as an array of PostgreSQL's, as the wall shows them where it
    takes place; None if that is nowhere, which the function then says. Raises BadArguments."""
    rule = parse(given["rrule"])
    where = {name: given.get(name) for name in ("service_id", "resource_id", "location_id")}
    asked = {"starts_at": given["starts_at"]}
    if rule.until and rule.in_utc:
        asked["until"] = f"{rule.until.isoformat()}Z"
    clock = json.loads((await request.state.database.call("read_clock", where | asked, who)).body)
    if clock["time_zone"] is None:
        return None
    start = datetime.fromisoformat(clock["starts_at"])
    until = datetime.fromisoformat(clock["until"]) if clock["until"] else None
    return f"{{{','.join(each.isoformat() for each in rule.expand(start, until))}}}"


class SeriesId(StringConvertor):
    """What comes where a path has the id of a series: anything but the name of another path."""

    regex = "(?!preview$)[^/]+"


register_url_convertor("series", SeriesId())

EXPANDED = Made("local_starts", local_starts)


@dataclass(frozen=True, slots=True)
class Keepable(Operation):
    """An operation whose answers are kept while they are true (app/kept.py)."""

    async def answered(self, request: Request, arguments: Mapping[str, Any]) -> Response:
        response = await request.state.kept.answered(
            request.scope, partial(answer, request, self, arguments)
        )
        return unless_known(request, response)


routes = [
    ApiRoute(Keepable("GET", f"{PUBLIC}/availability", "get_availability", 200)),
    get(f"{PUBLIC}/availability/explain", "explain_slot"),
    post(f"{PUBLIC}/bookings", "create_booking", 201, DIALLED),
    get(f"{PUBLIC}/bookings/{{booking_id}}", "get_booking"),
    get(f"{PUBLIC}/bookings/{{booking_id}}/visits", "list_booking_visits"),
    post(f"{PUBLIC}/bookings/{{booking_id}}/cancel", "cancel_booking"),
    post(f"{PUBLIC}/bookings/{{booking_id}}/reschedule", "reschedule_booking"),
    get("/v1/bookings", "list_bookings"),
    post("/v1/bookings", "create_booking", 201, DIALLED),
    get("/v1/bookings/{booking_id}", "get_booking"),
    post("/v1/bookings/{booking_id}/confirm", "confirm_booking"),
    post("/v1/bookings/{booking_id}/decline", "decline_booking"),
    post("/v1/bookings/{booking_id}/cancel", "cancel_booking"),
    post("/v1/bookings/{booking_id}/reschedule", "reschedule_booking"),
    post("/v1/bookings/{booking_id}/check-in", "check_in_booking"),
    post("/v1/bookings/{booking_id}/complete", "complete_booking"),
    post("/v1/bookings/{booking_id}/no-show", "mark_no_show"),
    post(f"{PUBLIC}/series", "create_series", 201, EXPANDED, DIALLED),
    post(f"{PUBLIC}/series/preview", "preview_series", 200, EXPANDED, DIALLED),
    get(f"{PUBLIC}/series/{{series_id:series}}", "get_series"),
    post(f"{PUBLIC}/series/{{series_id:series}}/cancel", "cancel_series"),
    post(f"{PUBLIC}/series/{{series_id:series}}/reschedule", "reschedule_series"),
    get("/v1/series", "list_series"),
    post("/v1/series", "create_series", 201, EXPANDED, DIALLED),
    post("/v1/series/preview", "preview_series", 200, EXPANDED, DIALLED),
    get("/v1/series/{series_id:series}", "get_series"),
    post("/v1/series/{series_id:series}/cancel", "cancel_series"),
    post("/v1/series/{series_id:series}/reschedule", "reschedule_series"),
]
