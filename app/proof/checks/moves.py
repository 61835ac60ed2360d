"""A booking that moves takes its new time, or keeps the old one; there is nothing between."""

from typing import Any

from app.proof.claims import claim
from app.proof.expectations import expect, expect_statuses
from app.proof.stage import Stage, Visit
from app.proof.wire import Call, Race

HOURS = ("09:00", "10:00", "11:00", "12:00", "13:00", "14:00", "15:00", "16:00")
FREE = HOURS[-1]


@claim("7 bookings move to one free hour at once: 1 moves, 6 stay, none is lost")
async def to_one_slot(stage: Stage) -> str:
    visit = await stage.visit("consultation")
    bookings = [await stage.booked(visit, time) for time in HOURS[:-1]]
    race = await move(stage, [(booking, {"starts_at": stage.at(FREE)}) for booking in bookings])
    expect_statuses(race, {200: 1, 409: len(bookings) - 1})
    left = race.having(200)[0].body["id"]
    stayed = {each["id"]: each["starts_at"] for each in bookings if each["id"] != left}
    now = await stage.calendar(visit.resource_id)
    expect("the calendar", stayed | {left: stage.at(FREE)}, {e["id"]: e["starts_at"] for e in now})
    return str(race)


@claim("2 move one booking to two times, with If-Match: 1 does, 1 gets 412")
async def stale(stage: Stage) -> str:
    visit = await stage.visit("fitting")
    booking = await stage.booked(visit, "09:00")
    moves = [(booking, {"starts_at": stage.at(time)}) for time in ("11:00", "13:00")]
    race = await move(stage, moves, **{"If-Match": f'"{booking["version"]}"'})
    expect_statuses(race, {200: 1, 412: 1})
    moved = race.having(200)[0].body["starts_at"]
    now = [each["starts_at"] for each in await stage.calendar(visit.resource_id)]
    expect("the calendar", [moved], now)
    return str(race)


@claim("16 bookings of two full days swap places at once: none can, all stay")
async def crosswise(stage: Stage) -> str:
    people = [await stage.resource("Eve"), await stage.resource("Finn")]
    service_id = await stage.service("session", people)
    moves = []
    for here, there in (people, people[::-1]):
        for time in HOURS:
            booking = await stage.booked(Visit(service_id, here), time)
            moves.append((booking, {"starts_at": stage.at(time), "resource_id": there}))
    race = await move(stage, moves)
    expect_statuses(race, {409: len(moves)})
    expect(
        "the calendars",
        {booking["id"]: (booking["resource_id"], booking["starts_at"]) for booking, _ in moves},
        {e["id"]: (e["resource_id"], e["starts_at"]) for e in await stage.calendar(*people)},
    )
    return str(race)


async def move(
    stage: Stage, moves: list[tuple[dict[str, Any], dict[str, Any]]], **headers: str
) -> Race:
    """Let the staff move bookings, all at once."""
    return await stage.server.race(
        Call("POST", f"/v1/bookings/{booking['id']}/reschedule", to, stage.ours.token, {**headers})
        for booking, to in moves
    )
