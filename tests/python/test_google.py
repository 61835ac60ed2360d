"""Google calendars: connected, written to and read, with a Google of our own that fails as theirs
does."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import psycopg
import pytest
from googles import Google
from live import serving, settings

from app.channels.google_calendar import event_id
from app.tokens import Tokens
from app.vault import Vault

Given = psycopg.Connection[tuple[Any, ...]]
ROME = ZoneInfo("Europe/Rome")
ALL_DAY = [9, 10, 11, 12, 13, 14, 15, 16]


def at(clock: str) -> datetime:
    """A time of the tenth day from now, in Rome."""
    day = datetime.now(ROME).date() + timedelta(days=10)
    return datetime.combine(day, datetime.strptime(clock, "%H:%M").time(), ROME)


def one(given: Given, query: str, *values: Any) -> Any:
    row = given.execute(query.encode(), values).fetchone()
    return row[0] if row else None


def signed_in(given: Given, name: str, role: str) -> dict[str, str]:
    access = Tokens(settings("")).access(
        str(one(given, "select given.user_id('alder', %s)", name)),
        str(one(given, "select given.tenant_id('alder')")),
        role,
    )
    return {"authorization": f"Bearer {access}"}


def until(is_so: Callable[[], Any], seconds: float = 15.0) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it never was"
        time.sleep(0.02)


@pytest.fixture
def salon(given: Given) -> dict[str, str]:
    """Ann and Ben cut at Alder, where Olga is the owner; Ann's access token."""
    for query in (
        "select given.tenant('alder')",
        "select given.resource('alder', 'Ann')",
        "select given.resource('alder', 'Ben')",
        "select given.service('alder', 'Cut', 60, 'Ann', 'Ben')",
        "select given.member('alder', 'Olga', 'owner')",
        "select given.member('alder', 'Ann', 'staff')",
        "select given.member('alder', 'Ben', 'staff')",
    ):
        given.execute(query)
    return signed_in(given, "Ann", "staff")


@pytest.fixture
def google() -> Google:
    return Google()


@pytest.fixture
def app(web_url: str, google: Google) -> Iterator[httpx.Client]:
    """The application with a worker, which both know this Google and no other."""
    with google.open() as where, serving(web_url, worker=True, **where) as client:
        yield client


def resource(given: Given, name: str = "Ann") -> str:
    return str(one(given, "select given.resource_id('alder', %s)", name))


def connected(given: Given, name: str = "Ann", shows: str = "service") -> str:
    """A calendar that has been connected."""
    return str(
        one(
            given,
            "with c as (insert into data.calendars"
            " (tenant_id, resource_id, kind, name, sealed_secret, shows)"
            " values (given.tenant_id('alder'), %s, 'google', 'Mine', %s, %s) returning *),"
            " s as (insert into data.calendar_syncs (tenant_id, calendar_id)"
            " select tenant_id, calendar_id from c)"
            " select calendar_id from c",
            resource(given, name),
            Vault(settings("")).seal("refresh"),
            shows,
        )
    )


def book(app: httpx.Client, given: Given, clock: str = "10:00", lead: str = "Ann") -> Any:
    booked = app.post(
        "/v1/tenants/alder/bookings",
        json={
            "service_id": one(given, "select given.service_id('alder', 'Cut')::text"),
            "resource_id": resource(given, lead),
            "starts_at": at(clock).isoformat(),
            "customer": {"name": "Zoe Quick", "email": "zoe@x.test"},
        },
    )
    assert booked.status_code == 201, booked.text
    return booked.json()


def move(app: httpx.Client, given: Given, booking: Any, clock: str, lead: str = "Ann") -> None:
    moved = app.post(
        f"/v1/bookings/{booking['id']}/reschedule",
        headers=signed_in(given, "Olga", "owner"),
        json={"starts_at": at(clock).isoformat(), "resource_id": resource(given, lead)},
    )
    assert moved.status_code == 200, moved.text


def cancel(app: httpx.Client, given: Given, booking: Any) -> None:
    done = app.post(
        f"/v1/bookings/{booking['id']}/cancel", headers=signed_in(given, "Olga", "owner"), json={}
    )
    assert done.status_code == 200, done.text


def starts(google: Google) -> list[datetime]:
    return sorted(datetime.fromisoformat(e["start"]["dateTime"]) for e in google.standing)


def outcomes(given: Given) -> list[str]:
    rows = given.execute(
        "select status from data.deliveries where channel = 'calendar' order by delivery_id"
    )
    return [str(status) for (status,) in rows]


# -- bookings are written there ------------------------------------------------------------------


def test_a_booking_appears_moves_and_goes(
    app: httpx.Client, given: Given, salon: dict[str, str], google: Google
) -> None:
    connected(given)
    booking = book(app, given)
    until(lambda: starts(google) == [at("10:00")])
    (event,) = google.standing
    assert event["id"] == event_id(booking["id"])
    assert event["summary"] == "Cut"
    assert event["location"] == "alder"
    assert event["visibility"] == "private"
    assert event["start"]["timeZone"] == "Europe/Rome"
    assert event["extendedProperties"]["private"] == {
        "holdfast_tenant": str(one(given, "select given.tenant_id('alder')")),
        "holdfast_booking": booking["id"],
    }
    assert "Zoe" not in str(google.events)

    move(app, given, booking, "14:00")
    until(lambda: starts(google) == [at("14:00")])
    cancel(app, given, booking)
    until(lambda: not google.standing)
    until(lambda: outcomes(given) == ["delivered"] * 3)
    assert len(google.events) == 1
    # One access token was enough.
    assert len(google.token_requests) <= 2
    assert "refresh" not in str(
        given.execute("select c::text, d::text from data.calendars c, data.deliveries d").fetchall()
    )


@pytest.mark.parametrize(
    ("shows", "summary"), [("nothing", "Alder"), ("service", "Cut"), ("first_name", "Cut: Zoe")]
)
def test_it_says_no_more_than_is_wanted(
    app: httpx.Client, given: Given, salon: dict[str, str], google: Google,
    shows: str, summary: str,
) -> None:  # fmt: skip
    connected(given, shows=shows)
    book(app, given)
    until(lambda: google.standing)
    assert google.standing[0]["summary"] == summary
    assert "Quick" not in str(google.events)


def test_what_is_handed_over_leaves_one_calendar(
    app: httpx.Client, given: Given, salon: dict[str, str], google: Google
) -> None:
    """Ben has none: it is gone from Ann's, and comes back with her."""
    connected(given)
    booking = book(app, given)
    until(lambda: google.standing)
    move(app, given, booking, "10:00", "Ben")
    until(lambda: not google.standing)
    move(app, given, booking, "11:00", "Ann")
    until(lambda: starts(google) == [at("11:00")])
    assert len(google.events) == 1


def test_what_was_booked_before_it_was_connected(
    app: httpx.Client, given: Given, salon: dict[str, str], google: Google
) -> None:
    book(app, given, "10:00")
    cancel(app, given, book(app, given, "12:00"))
    book(app, given, "14:00", "Ben")
    connected(given)
    until(lambda: outcomes(given) == ["delivered"])
    assert starts(google) == [at("10:00")]


def test_a_retry_makes_no_second_event(
    app: httpx.Client, given: Given, salon: dict[str, str], google: Google
) -> None:
    """It was written, and nobody heard of it: as when a worker dies."""
    connected(given)
    google.breaks = 1
    booking = book(app, given)
    until(lambda: google.events)
    given.execute("update data.deliveries set due_at = now() where status = 'pending'")
    until(lambda: outcomes(given) == ["delivered"], 30)
    assert [each["id"] for each in google.standing] == [event_id(booking["id"])]
    # And so when it is all said again.
    given.execute(
        "update data.deliveries set status = 'pending', settled_at = null, due_at = now()"
        " where channel = 'calendar'"
    )
    given.execute("update data.queues set due_at = now() where channel = 'calendar'")
    until(lambda: outcomes(given) == ["delivered"])
    assert len(google.events) == 1


@pytest.mark.parametrize(
    ("status", "headers", "reason", "seconds"),
    [
        (429, {"Retry-After": "90"}, "rateLimitExceeded", 90),
        (403, {}, "userRateLimitExceeded", 60),
        (500, {}, "backendError", 0),
        (503, {"Retry-After": "120"}, "backendError", 120),
    ],
)
def test_it_is_tried_again_when_google_wants(
    app: httpx.Client, given: Given, salon: dict[str, str], google: Google,
    status: int, headers: dict[str, str], reason: str, seconds: int,
) -> None:  # fmt: skip
    connected(given)
    google.failures = [(status, headers, reason)] * 2
    book(app, given)
    failed = "select last_error from data.deliveries where channel = 'calendar'"
    until(lambda: one(given, failed))
    assert one(given, failed) == f"Google answers {status}: {reason}."
    due = one(given, "select due_at from data.deliveries where channel = 'calendar'")
    assert due - datetime.now(UTC) > timedelta(seconds=seconds - 10)
    assert google.standing == []


def test_a_token_that_is_no_longer_taken_is_exchanged(
    app: httpx.Client, given: Given, salon: dict[str, str], google: Google
) -> None:
    connected(given)
    book(app, given)
    until(lambda: google.standing)
    google.access_tokens.clear()
    book(app, given, "12:00")
    until(lambda: len(google.standing) == 2)
