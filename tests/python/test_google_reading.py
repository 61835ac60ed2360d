"""What else stands in Google calendars cannot be booked."""

import asyncio
import dataclasses
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from calendars_at_alder import (
    ALL_DAY,
    ROME,
    Given,
    at,
    book,
    connected,
    knowing,
    move,
    one,
    opened,
    outcomes,
    resource,
    starts,
    status,
)
from googles import Google
from live import serving, settings
from waiting import until

from app.calendars import Calendars
from app.channels.google_calendar import event_id
from app.database import Database
from app.google_busy import GoogleBusy, is_written_by

pytestmark = pytest.mark.database("reused")


@pytest.fixture
def salon(given: Given) -> dict[str, str]:
    return opened(given)


@pytest.fixture
def google() -> Google:
    return Google()


@pytest.fixture
def app(web_url: str, google: Google) -> Iterator[httpx.Client]:
    with knowing(web_url, google) as client:
        yield client


@pytest.fixture
def reading(
    web_url: str, worker_url: str, google: Google
) -> Iterator[tuple[httpx.Client, Callable[..., None]]]:
    """The application without a worker, and what reads once whatever there is."""
    with google.open() as where, serving(web_url) as client:
        configured = dataclasses.replace(settings(worker_url, **where), combine_bookings=0)

        async def once(given: Given) -> None:
            given.execute("update data.calendar_syncs set due_at = now()")
            database = Database(configured)
            await database.pool.open()
            reader = GoogleBusy(configured)
            try:
                await Calendars(configured, database, {"google": reader}).read_due()
            finally:
                await reader.close()
                await database.pool.close()

        yield client, lambda given: asyncio.run(once(given))


def hours(app: httpx.Client, given: Given) -> list[int]:
    """The full hours at which Ann can be booked on that day."""
    day = at("12:00").date().isoformat()
    service = one(given, "select given.service_id('alder', 'Cut')::text")
    answer = app.get(
        "/v1/tenants/alder/availability",
        params={"service_id": service, "from": day, "to": day, "resource_id": resource(given)},
    )
    found = [datetime.fromisoformat(slot["starts_at"]) for slot in answer.json()["slots"]]
    return [start.astimezone(ROME).hour for start in found if start.minute == 0]


def span(start: str, end: str, **more: Any) -> dict[str, Any]:
    """From one time of that day to another."""
    return {
        "start": {"dateTime": at(start).isoformat()},
        "end": {"dateTime": at(end).isoformat()},
        "summary": "A secret",
        **more,
    }


def test_what_stands_there_cannot_be_booked(
    reading: tuple[httpx.Client, Callable[..., None]],
    given: Given,
    salon: dict[str, str],
    google: Google,
) -> None:
    app, read = reading
    connected(given)
    google.per_page = 2
    google.put(id="one", **span("10:00", "11:30"))
    google.put(id="two", **span("15:00", "15:15"))
    google.put(id="three", **span("16:00", "17:00"))
    google.put(id="free", **span("12:00", "13:00", transparency="transparent"))
    google.put(id="office", **span("09:00", "17:00", eventType="workingLocation"))
    declined = [
        {"responseStatus": "accepted"},
        {"self": True, "responseStatus": "declined"},
    ]
    google.put(id="no", **span("12:00", "13:00", attendees=declined))
    google.put(id="off", status="cancelled")
    read(given)
    assert hours(app, given) == [9, 12, 13, 14]
    assert sum(each.startswith("GET") for each in google.asked) == 3

    # From then on Google says what has changed.
    google.put(id="one", **span("12:00", "13:00"))
    google.put(id="two", status="cancelled")
    google.put(id="three", **span("16:00", "17:00", transparency="transparent"))
    read(given)
    assert hours(app, given) == [9, 10, 11, 13, 14, 15, 16]
    assert "A secret" not in str(given.execute("select b::text from data.busy as b").fetchall())

    # And nothing, where nothing has.
    told = "select count(*) from data.events where type = 'busy.changed'"
    before = one(given, told)
    read(given)
    assert one(given, told) == before
    assert hours(app, given) == [9, 10, 11, 13, 14, 15, 16]


def test_all_is_read_anew_when_google_has_forgotten(
    reading: tuple[httpx.Client, Callable[..., None]],
    given: Given,
    salon: dict[str, str],
    google: Google,
) -> None:
    app, read = reading
    connected(given)
    google.put(id="one", **span("10:00", "11:00"))
    google.put(id="two", **span("12:00", "13:00"))
    read(given)
    google.events.pop("one")
    google.put(id="three", **span("14:00", "15:00"))
    google.forgets_before = 99
    read(given)
    assert hours(app, given) == [9, 10, 11, 13, 15, 16]
    assert status(given) == (0, None)

    # Once a day all the same: the year that is read moves on.
    google.forgets_before = 0
    google.events.pop("two")
    given.execute(
        "update data.calendar_syncs set state = state"
        " || jsonb_build_object('read_at', now() - interval '1 day')"
    )
    read(given)
    assert hours(app, given) == [9, 10, 11, 12, 13, 15, 16]


def test_all_is_read_anew_when_google_makes_nothing_of_the_token(
    reading: tuple[httpx.Client, Callable[..., None]],
    given: Given,
    salon: dict[str, str],
    google: Google,
) -> None:
    app, read = reading
    connected(given)
    google.put(id="one", **span("10:00", "11:00"))
    read(given)
    google.put(id="two", **span("12:00", "13:00"))
    google.failures = [(400, {}, "invalid")]
    read(given)
    assert hours(app, given) == [9, 11, 13, 14, 15, 16]
    assert status(given) == (0, None)
    # Without one, it is for its person to see.
    given.execute("update data.calendar_syncs set state = '{}'")
    google.failures = [(400, {}, "invalid")]
    read(given)
    assert "Google answers 400" in (status(given)[1] or "")


@pytest.mark.parametrize("zone", ["Europe/Rome", "America/New_York", "Nowhere/At_All"])
def test_days_are_those_of_the_calendar(
    reading: tuple[httpx.Client, Callable[..., None]],
    given: Given,
    salon: dict[str, str],
    google: Google,
    zone: str,
) -> None:
    app, read = reading
    connected(given)
    google.time_zone = zone
    day = at("12:00").date()
    google.put(
        id="day",
        start={"date": day.isoformat()},
        end={"date": (day + timedelta(days=1)).isoformat()},
    )
    read(given)
    begins = datetime.combine(day, datetime.min.time(), ZoneInfo("America/New_York"))
    late = begins.astimezone(ROME).hour
    free = [hour for hour in ALL_DAY if hour < late] if zone == "America/New_York" else []
    assert hours(app, given) == free


def test_what_we_wrote_never_comes_back(
    web_url: str, given: Given, salon: dict[str, str], google: Google
) -> None:
    """A booking is written there, that is read, and nothing comes of it, round after round."""
    with google.open() as where, serving(web_url, worker=True, calendar_seconds=1, **where) as app:
        connected(given)
        booking = book(app, given)
        until(lambda: google.standing)
        google.put(id="fed", iCalUID=f"{booking['id']}@127.0.0.1", **span("10:00", "11:00"))
        seen = "select state ->> 'sync_token' from data.calendar_syncs"
        until(lambda: int(one(given, seen) or 0) == len(google.changed) >= 2)
        assert one(given, "select count(*) from data.busy") == 0
        writes = [each for each in google.asked if not each.startswith("GET")]
        move(app, given, booking, "14:00")
        until(lambda: starts(google) == [at("10:00"), at("14:00")])
        until(lambda: int(one(given, seen)) == len(google.changed))
        assert one(given, "select count(*) from data.busy") == 0
        assert hours(app, given) == [9, 10, 11, 12, 13, 15, 16]
        put = f"PUT /calendar/v3/calendars/primary/events/{event_id(booking['id'])}"
        assert [e for e in google.asked if not e.startswith("GET")] == [*writes, put]
        # What is of somebody else blocks, and when it goes, it is free again.
        google.put(id="own", **span("09:00", "10:00"))
        until(lambda: hours(app, given) == [10, 11, 12, 13, 15, 16])
        google.put(id="own", status="cancelled")
        until(lambda: hours(app, given) == [9, 10, 11, 12, 13, 15, 16])


def test_another_business_with_the_same_calendar() -> None:
    """What one has booked, the other cannot: it knows nothing of it but this."""
    carried = {"extendedProperties": {"private": {"holdfast_tenant": "one"}}}
    assert not is_written_by(carried, "other")
    assert is_written_by(carried, "one")


@pytest.mark.parametrize(
    ("failure", "says"),
    [
        ((500, {}, "backendError"), "Google answers 500: backendError."),
        ((429, {"Retry-After": "3000"}, "rateLimitExceeded"), "Google answers 429"),
        ((403, {}, "insufficientPermissions"), "Google answers 403: insufficientPermissions."),
        ((404, {}, "notFound"), "Google answers 404"),
    ],
)
def test_what_cannot_be_read_blocks_nothing_new(
    reading: tuple[httpx.Client, Callable[..., None]],
    given: Given,
    salon: dict[str, str],
    google: Google,
    failure: tuple[int, dict[str, str], str],
    says: str,
) -> None:
    app, read = reading
    connected(given)
    google.put(id="one", **span("10:00", "11:00"))
    read(given)
    google.failures = [failure]
    read(given)
    failures, error = status(given)
    assert failures == 1
    assert says in (error or "")
    if "Retry-After" in failure[1]:
        due = one(given, "select due_at from data.calendar_syncs")
        assert due - datetime.now(UTC) > timedelta(seconds=2900)
    assert hours(app, given) == [9, 11, 12, 13, 14, 15, 16]
    book(app, given, "12:00")
    read(given)
    assert status(given) == (0, None)


def test_google_hangs_and_nobody_waits(
    web_url: str, given: Given, salon: dict[str, str], google: Google,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("app.services.SECONDS", 1.0)
    google.seconds = 3.0
    with google.open() as where, serving(web_url, worker=True, **where) as app:
        connected(given)
        begun = time.monotonic()
        book(app, given)
        assert time.monotonic() - begun < 1.0
        until(lambda: "too long" in (status(given)[1] or ""))
        assert google.standing == []
        assert hours(app, given) == [9, 11, 12, 13, 14, 15, 16]


def test_we_are_no_longer_let_in(
    app: httpx.Client, given: Given, salon: dict[str, str], google: Google
) -> None:
    """Its person sees that at once and is told after a day; bookings go on."""
    connected(given)
    google.refresh_tokens.clear()
    book(app, given)
    until(lambda: outcomes(given) == ["dead"])
    until(lambda: status(given)[0] > 0)
    assert "connect it again (invalid_grant)" in (status(given)[1] or "")
    (calendar,) = app.get("/v1/calendars", headers=salon).json()["items"]
    assert calendar["status"] == "failing"
    given.execute(
        "update data.calendar_syncs set failing_since = now() - interval '25 hours', due_at = now()"
    )
    mail = "select recipient from data.messages where kind = 'calendar_unreachable'"
    until(lambda: one(given, mail) == "ann@alder.test")
    assert google.standing == []
    book(app, given, "12:00")
