"""One time, one booking: whoever asks, however many, and in whatever order."""

from app.proof.claims import claim
from app.proof.expectations import Refuted, expect, expect_status, expect_statuses
from app.proof.stage import Stage, Visit
from app.proof.wire import milliseconds

PEOPLE = 50
PLACES = 12
CLIENTS = 16
ROUNDS = ("09:00", "11:00", "13:00")


@claim("a guest books 09:00; the booking opens with its own token alone")
async def a_guest_books(stage: Stage) -> str:
    made = await stage.book(await stage.visit("haircut"), "09:00")
    booking = expect_status(made, 201, "the booking")
    expect("its status", "confirmed", booking["status"])
    path = f"{stage.public}/bookings/{booking['id']}"
    seen = await stage.guest(path, booking["manage_token"])
    expect("its start, read again", stage.at("09:00"), expect_status(seen, 200, path)["starts_at"])
    expect_status(await stage.guest(path), 404, f"{path} without the token")
    return milliseconds(made.seconds, seen.seconds)


@claim("the same time again: 409 with other times, and the first of them is free")
async def the_same_again(stage: Stage) -> str:
    visit = await stage.visit("shave")
    await stage.booked(visit, "09:00")
    refused = await stage.book(visit, "09:00")
    problem = expect_status(refused, 409, "the same time", "slot-taken")
    if not problem["alternatives"]:
        raise Refuted("alternatives", "none")
    wish = stage.wish(visit, "09:00") | {"starts_at": problem["alternatives"][0]["starts_at"]}
    taken = await stage.ask(wish)
    expect_status(taken, 201, "the first alternative")
    return milliseconds(refused.seconds, taken.seconds)


@claim("50 people want 10:00 at once: 1 gets it, 49 get 409 and other times")
async def fifty_at_once(stage: Stage) -> str:
    visit = await stage.visit("colour")
    race = await stage.crowd([stage.wish(visit, "10:00") for _ in range(PEOPLE)])
    expect_statuses(race, {201: 1, 409: PEOPLE - 1})
    offered = [answer for answer in race.having(409) if answer.body["alternatives"]]
    expect("refusals with other times", PEOPLE - 1, len(offered))
    expect("bookings in the calendar", 1, len(await stage.calendar(visit.resource_id)))
    return str(race)


@claim("40 people want an hour from 10:00, 10:15, 10:30 or 10:45: 1 gets one")
async def overlapping(stage: Stage) -> str:
    visit = await stage.visit("massage", slot_minutes=15)
    times = ("10:00", "10:15", "10:30", "10:45")
    race = await stage.crowd([stage.wish(visit, time) for time in times * 10])
    expect_statuses(race, {201: 1, 409: 39})
    expect("bookings in the calendar", 1, len(await stage.calendar(visit.resource_id)))
    return str(race)


@claim("40 people want into a class of 12: 12 are in, 28 get 409")
async def a_class(stage: Stage) -> str:
    visit = await stage.visit("yoga", capacity=PLACES)
    race = await stage.crowd([stage.wish(visit, "10:00") for _ in range(40)])
    expect_statuses(race, {201: PLACES, 409: 40 - PLACES})
    expect("bookings in the calendar", PLACES, len(await stage.calendar(visit.resource_id)))
    return str(race)


@claim("8 clients want Ann and Ben, 8 want Ben and Ann: 1 has both, 15 get 409")
async def opposite_orders(stage: Stage) -> str:
    ann, ben = await stage.resource("Ann"), await stage.resource("Ben")
    one = Visit(await stage.service("duet for Ann", [ann], [ben]), ann)
    other = Visit(await stage.service("duet for Ben", [ben], [ann]), ben)
    races = []
    for time in ROUNDS:
        race = await stage.crowd(
            [stage.wish(visit, time) for visit in (one, other) * (CLIENTS // 2)]
        )
        expect_statuses(race, {201: 1, 409: CLIENTS - 1})
        races += race.answers
    expect("bookings in both calendars", len(ROUNDS), len(await stage.calendar(ann, ben)))
    return str(race._replace(answers=races))


@claim("8 clients want Cleo, 8 Dan, who share a room: 1 gets it, 15 get 409")
async def one_room(stage: Stage) -> str:
    room = await stage.resource("room", "room")
    leads = [await stage.resource(name) for name in ("Cleo", "Dan")]
    visits = [Visit(await stage.service("with a room", [lead], [room]), lead) for lead in leads]
    race = await stage.crowd([stage.wish(visit, "10:00") for visit in visits * (CLIENTS // 2)])
    expect_statuses(race, {201: 1, 409: CLIENTS - 1})
    expect("bookings in both calendars", 1, len(await stage.calendar(*leads)))
    return str(race)


@claim("a booking is cancelled: its time is free at once, the next guest has it")
async def cancelled(stage: Stage) -> str:
    visit = await stage.visit("manicure")
    booking = await stage.booked(visit, "10:00")
    gone = await stage.staff("POST", f"/v1/bookings/{booking['id']}/cancel")
    expect_status(gone, 200, "cancelling")
    again = await stage.book(visit, "10:00")
    expect_status(again, 201, "the next guest")
    return milliseconds(gone.seconds, again.seconds)
