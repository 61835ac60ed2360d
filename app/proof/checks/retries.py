"""The same request twice is done once."""

import secrets

from app.proof.claims import claim
from app.proof.expectations import expect, expect_status, expect_statuses
from app.proof.stage import Stage
from app.proof.wire import milliseconds

TIMES = 10


@claim("10 copies of a request at once, one Idempotency-Key: 1 booking, 1 answer")
async def ten_at_once(stage: Stage) -> str:
    visit = await stage.visit("brows")
    wish = stage.wish(visit, "10:00")
    race = await stage.crowd([wish] * TIMES, key=secrets.token_hex(16))
    expect_statuses(race, {201: TIMES})
    expect("different bookings", 1, len({answer.body["id"] for answer in race.answers}))
    replayed = [a for a in race.answers if a.headers.get("idempotent-replayed") == "true"]
    expect("answers marked Idempotent-Replayed", TIMES - 1, len(replayed))
    expect("bookings in the calendar", 1, len(await stage.calendar(visit.resource_id)))
    return str(race)


@claim("again later: the first answer, word for word; with another wish: 422")
async def afterwards(stage: Stage) -> str:
    visit = await stage.visit("lashes")
    wish, key = stage.wish(visit, "10:00"), secrets.token_hex(16)
    first = await stage.ask(wish, key=key)
    again = await stage.ask(wish, key=key)
    expect("the answer", expect_status(first, 201, "the booking"), again.body)
    expect("Idempotent-Replayed", "true", again.headers.get("idempotent-replayed"))
    other = await stage.ask({**wish, "note": "something else"}, key=key)
    expect_status(other, 422, "another wish", "idempotency-mismatch")
    return milliseconds(again.seconds)
