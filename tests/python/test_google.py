"""Bookings are written to Google calendars."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from calendars_at_alder import (
    Given,
    at,
    book,
    cancel,
    connected,
    knowing,
    move,
    one,
    opened,
    outcomes,
    starts,
)
from googles import Google
from waiting import until

from app.channels.google_calendar import event_id

pytestmark = pytest.mark.database("common")


@pytest.fixture(scope="module", autouse=True)
def looks_often() -> Iterator[None]:
    """The worker looks often which calendars are due, for tests that wait for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.calendars.LOOK_SECONDS", 0.1)
        yield


@pytest.fixture
def salon(given: Given) -> dict[str, str]:
    return opened(given)


@pytest.fixture(scope="module")
def known() -> Google:
    """The Google that the application knows."""
    return Google()


@pytest.fixture
def google(known: Google) -> Google:
    """It, as if nothing had happened yet."""
    known.begin_anew()
    return known


@pytest.fixture(scope="module")
def app(common_web_url: str, known: Google) -> Iterator[httpx.Client]:
    with knowing(common_web_url, known) as client:
        yield client


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
    until(lambda: one(given, "select count(*) from data.events where sequence is null") == 0)
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
    until(lambda: one(given, "select last_error from data.deliveries where channel = 'calendar'"))
    assert google.events
    given.execute("update data.deliveries set due_at = now() where status = 'pending'")
    given.execute("update data.queues set due_at = now() where channel = 'calendar'")
    until(lambda: outcomes(given) == ["delivered"])
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
