"""Google calendars: connected, written to and read, with a Google of our own that fails as theirs
does."""

import asyncio
import dataclasses
import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

import httpx
import psycopg
import pytest
from googles import Google
from live import serving, settings
from waiting import until

from app.calendars import Calendars
from app.channels.google_calendar import event_id
from app.database import Database
from app.google_busy import GoogleBusy, is_written_by
from app.tokens import Tokens
from app.vault import Vault

pytestmark = pytest.mark.database("reused")

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


@pytest.fixture(autouse=True)
def looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker looks often which calendars are due, for tests that wait for it."""
    monkeypatch.setattr("app.calendars.LOOK_SECONDS", 0.1)


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


# -- what else stands there is read --------------------------------------------------------------


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


def status(given: Given) -> tuple[int, str | None]:
    row = given.execute("select failures, last_error from data.calendar_syncs").fetchone()
    assert row
    return row[0], row[1]


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
    monkeypatch.setattr("app.google.SECONDS", 1.0)
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


# -- connecting, and letting go ------------------------------------------------------------------


def asked(app: httpx.Client, given: Given, ann: dict[str, str], **more: Any) -> dict[str, str]:
    """What Google is told when Ann begins to connect her calendar."""
    answer = app.post(
        "/v1/calendars/google", headers=ann, json={"resource_id": resource(given)} | more
    )
    assert answer.status_code == 200, answer.text
    return dict(parse_qsl(urlsplit(answer.json()["url"]).query))


def come_back(app: httpx.Client, google: Google, question: dict[str, str], **more: str) -> Any:
    """She says yes, Google sends her back, and she says yes to us, where we ask."""
    google.codes["code"] = {
        name: question[name] for name in ("code_challenge", "redirect_uri", "client_id")
    }
    page = app.get("/links/google", params={"state": question["state"], "code": "code"} | more)
    if page.status_code != 200:
        return page
    assert "the bookings of Ann at Alder" in page.text
    assert "form-action 'self'" in page.headers["content-security-policy"]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]+)"', page.text))
    assert google.token_requests == [] or "code" not in google.token_requests[-1]
    return app.post("/links/google", data=fields)


def test_connecting_a_calendar(
    app: httpx.Client, given: Given, salon: dict[str, str], google: Google
) -> None:
    book(app, given)
    question = asked(app, given, salon, shows="first_name", name="My own")
    assert question["scope"] == "https://www.googleapis.com/auth/calendar.events.owned"
    assert question["access_type"] == "offline"
    assert question["code_challenge_method"] == "S256"
    assert question["redirect_uri"].endswith("/links/google")
    assert resource(given) not in question["state"]

    answer = come_back(app, google, question)
    assert answer.status_code == 200, answer.text
    assert "is connected" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    (calendar,) = app.get("/v1/calendars", headers=salon).json()["items"]
    assert (calendar["kind"], calendar["name"]) == ("google", "My own")
    assert calendar["shows"] == "first_name"
    # What was booked before comes at once.
    until(lambda: [e["summary"] for e in google.standing] == ["Cut: Zoe"])
    # The database never saw what opens it.
    (token,) = google.refresh_tokens - {"refresh"}
    sealed = one(given, "select sealed_secret from data.calendars")
    assert Vault(settings("")).open(sealed) == token
    dumped = given.execute(
        "select c::text from data.calendars c union all select e::text from data.events e"
        " union all select h::text from data.history h"
    ).fetchall()
    assert token not in str(dumped)

    # A code is good once.
    google.codes.clear()
    again = app.post("/links/google", data={"state": question["state"], "code": "code"})
    assert again.status_code == 502

    # Letting go gives it back to Google.
    gone = app.delete(f"/v1/calendars/{calendar['id']}", headers=salon)
    assert gone.status_code == 204
    until(lambda: token not in google.refresh_tokens)
    assert app.get("/v1/calendars", headers=salon).json()["items"] == []


def test_connecting_it_again(
    app: httpx.Client, given: Given, salon: dict[str, str], google: Google
) -> None:
    """What is no longer let in is the same calendar afterwards, with all that was booked."""
    first = connected(given)
    google.refresh_tokens.clear()
    book(app, given)
    until(lambda: outcomes(given) == ["dead"])
    until(lambda: status(given)[0] > 0)
    assert come_back(app, google, asked(app, given, salon)).status_code == 200
    (calendar,) = app.get("/v1/calendars", headers=salon).json()["items"]
    assert calendar["id"] == first
    until(lambda: starts(google) == [at("10:00")])
    until(lambda: status(given) == (0, None))


def test_whoever_may_not(
    app: httpx.Client, given: Given, salon: dict[str, str], google: Google
) -> None:
    """Staff connect their own, and what was begun for one is nobody else's."""
    ben = {"resource_id": resource(given, "Ben")}
    refused = app.post("/v1/calendars/google", headers=salon, json=ben)
    assert refused.status_code == 403
    assert app.post("/v1/calendars/google", json=ben).status_code == 401
    owner = signed_in(given, "Olga", "owner")
    assert app.post("/v1/calendars/google", headers=owner, json=ben).status_code == 200
    wrong = app.post("/v1/calendars/google", headers=owner, json=ben | {"shows": "all"})
    assert wrong.status_code == 422
    sent = app.post("/v1/calendars/google", headers=owner, json=ben | {"url": "https://x.test"})
    assert sent.status_code == 422

    # She is somebody else's person by the time that she is back.
    question = asked(app, given, salon)
    given.execute("update data.resources set user_id = null where name = 'Ann'")
    answer = come_back(app, google, question)
    assert (answer.status_code, "for yourself only" in answer.text) == (409, True)
    assert one(given, "select count(*) from data.calendars") == 0


def test_states_that_are_not_ours(
    app: httpx.Client, given: Given, salon: dict[str, str], google: Google,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    state = asked(app, given, salon)["state"]
    vault = Vault(settings(""))
    for wrong in ("", "x", state[:-4], vault.seal("[]"), vault.seal('{"for": "other"}')):
        answer = app.get("/links/google", params={"state": wrong, "code": "code"})
        assert answer.status_code == 400, wrong
        answer = app.post("/links/google", data={"state": wrong, "code": "code"})
        assert answer.status_code == 400, wrong
    assert app.get("/links/google", params={"code": "code"}).status_code == 400
    no = app.get("/links/google", params={"state": state, "error": "access_denied"})
    assert (no.status_code, "have not let us" in no.text) == (400, True)
    refused = {"state": state, "error": "access_denied"}
    no = app.get("/links/google", params=refused, headers={"Accept-Language": "it-IT"})
    assert "Niente è stato collegato" in no.text
    assert "non ci hai dato il permesso" in no.text
    assert google.token_requests == []
    monkeypatch.setattr("app.endpoints.google.STATE_SECONDS", -1)
    old = come_back(app, google, asked(app, given, salon))
    assert (old.status_code, "too long" in old.text) == (400, True)
    assert google.token_requests == []


@pytest.mark.parametrize("wrong", ["code", "scope", "verifier", "silence"])
def test_a_consent_that_comes_to_nothing(
    app: httpx.Client, given: Given, salon: dict[str, str], google: Google, wrong: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    question = asked(app, given, salon)
    google.scope = "openid" if wrong == "scope" else google.scope
    google.fails = wrong == "silence"
    if wrong == "verifier":
        question["code_challenge"] = "another"
    answer = come_back(app, google, question, **({"code": "none"} if wrong == "code" else {}))
    assert answer.status_code == 502
    assert "Nothing was connected" in answer.text
    assert one(given, "select count(*) from data.calendars") == 0


def test_where_google_is_not_set_up(web_url: str, given: Given, salon: dict[str, str]) -> None:
    with serving(web_url) as app:
        refused = app.post(
            "/v1/calendars/google", headers=salon, json={"resource_id": resource(given)}
        )
    assert refused.status_code == 409
    assert refused.json()["type"] == "/problems/google-not-set-up"


def test_google_need_not_be_there_to_let_go(
    app: httpx.Client, given: Given, salon: dict[str, str], google: Google
) -> None:
    known = connected(given)
    google.fails = True
    assert app.delete(f"/v1/calendars/{known}", headers=salon).status_code == 204
    until(lambda: "POST /revoke" in google.asked)
    assert one(given, "select count(*) from data.calendars") == 0
