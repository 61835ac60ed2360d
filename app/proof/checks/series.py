"""Several bookings in one go: all of them, or none."""

from app.proof.claims import claim
from app.proof.contract import require_route
from app.proof.expectations import expect, expect_status
from app.proof.stage import Stage
from app.proof.wire import Call, milliseconds

PATH = "/v1/tenants/{slug}/series"
WEEKS = 4
EVERY_WEEK = {"rrule": f"FREQ=WEEKLY;COUNT={WEEKS}", "mode": "all_or_nothing"}


@claim("4 weeks in one go, one is taken: 409 and none is booked; then all 4")
async def all_or_nothing(stage: Stage) -> str:
    require_route(stage.contract, "POST", PATH)
    visit = await stage.visit("therapy")
    taken = await stage.booked(visit, "10:00", weeks=2)
    series = stage.wish(visit, "10:00") | EVERY_WEEK
    call = Call("POST", f"{stage.public}/series", series)
    refused = await stage.server.send(call)
    expect_status(refused, 409, "a series in the way of a booking")
    in_calendar = [booking["id"] for booking in await stage.calendar(visit.resource_id)]
    expect("bookings in the calendar", [taken["id"]], in_calendar)
    gone = await stage.staff("POST", f"/v1/bookings/{taken['id']}/cancel")
    expect_status(gone, 200, "cancelling what is in the way")
    booked = await stage.server.send(call)
    expect_status(booked, 201, "the series, with nothing in its way")
    expect("bookings in the calendar", WEEKS, len(await stage.calendar(visit.resource_id)))
    return milliseconds(refused.seconds, booked.seconds)
