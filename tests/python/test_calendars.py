"""Outside calendars and feeds over HTTP: read from servers that are slow, broken or lying, and
written so that other programs understand them."""

import asyncio
import contextlib
import dataclasses
import http.server
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import psycopg
import pytest
from icalendar import Calendar, Event
from live import KEY, serving, settings
from waiting import until

from app.calendars import MOST_AT_ONCE, MOST_BYTES, Calendars, Ics, Reading, Task
from app.database import Database
from app.outside import Outside
from app.tokens import Tokens

pytestmark = pytest.mark.database("reused")

Given = psycopg.Connection[tuple[Any, ...]]
ROME = ZoneInfo("Europe/Rome")

# Where the servers of these tests are, which nobody else may reach.
OWN: dict[str, Any] = {"webhook_networks": "127.0.0.0/8"}


class Elsewhere:
    """A server that has a calendar, and answers as it is told."""

    def __init__(self) -> None:
        self.body = ics()
        self.status = 200
        self.headers: dict[str, str] = {}
        self.seconds = 0.0
        self.asked: list[dict[str, str]] = []

    @property
    def etag(self) -> str:
        return f'"{hash(self.body)}"'

    @contextlib.contextmanager
    def open(self) -> Iterator[str]:
        """Answer on a port of 127.0.0.1; yields the URL."""
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.answer(self)

            def log_message(self, *said: Any) -> None:
                """Say nothing."""

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/ann.ics"
        finally:
            server.shutdown()
            server.server_close()

    def answer(self, request: http.server.BaseHTTPRequestHandler) -> None:
        self.asked.append({name.lower(): value for name, value in request.headers.items()})
        time.sleep(self.seconds)
        known = self.status == 200 and request.headers.get("If-None-Match") == self.etag
        with contextlib.suppress(OSError):
            request.send_response(304 if known else self.status)
            for name, value in ({"ETag": self.etag} | self.headers).items():
                request.send_header(name, value)
            request.end_headers()
            if not known:
                request.wfile.write(self.body)


def ics(*times: tuple[str, str], **more: str) -> bytes:
    """A calendar of events, each from one local time to another on the tenth day from now."""
    calendar = Calendar()
    for nth, (start, end) in enumerate(times):
        event = Event()
        event.add("uid", more.get("uid", f"event {nth}"))
        event.add("summary", "A secret")
        event.add("dtstart", at(start))
        event.add("dtend", at(end))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


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
    """Ann works at Alder, where Olga is the owner, and cuts for an hour; her access token."""
    for query in (
        "select given.tenant('alder')",
        "select given.resource('alder', 'Ann')",
        "select given.service('alder', 'Cut', 60, 'Ann')",
        "select given.member('alder', 'Olga', 'owner')",
        "select given.member('alder', 'Ann', 'staff')",
    ):
        given.execute(query)
    return signed_in(given, "Ann", "staff")


@pytest.fixture
def elsewhere() -> Elsewhere:
    return Elsewhere()


@pytest.fixture
def app(web_url: str) -> Iterator[httpx.Client]:
    with serving(web_url, **OWN) as client:
        yield client


def resource(given: Given) -> str:
    return str(one(given, "select given.resource_id('alder', 'Ann')"))


def add(app: httpx.Client, given: Given, ann: dict[str, str], url: str) -> str:
    made = app.post(
        "/v1/calendars",
        headers=ann,
        json={"resource_id": resource(given), "name": "Home", "url": url},
    )
    assert made.status_code == 201, made.text
    assert url not in made.text
    return str(made.json()["id"])


def read(given: Given, worker_url: str, seconds: float = 5.0, **more: Any) -> None:
    """Read whatever there is, due or not, once."""
    given.execute("update data.calendar_syncs set due_at = now()")
    configured = settings(worker_url, **(OWN | more))

    async def once() -> None:
        database = Database(dataclasses.replace(configured, combine_bookings=0))
        await database.pool.open()
        outside = Outside(configured, seconds=seconds)
        try:
            await Calendars(configured, database, {"ics": Ics(configured, outside)}).read_due()
        finally:
            await outside.close()
            await database.pool.close()

    asyncio.run(once())


def hours(app: httpx.Client, given: Given) -> list[int]:
    """The full hours at which Ann can be booked on that day."""
    day = at("12:00").date().isoformat()
    service = one(given, "select given.service_id('alder', 'Cut')::text")
    answer = app.get(
        "/v1/tenants/alder/availability", params={"service_id": service, "from": day, "to": day}
    )
    starts = [datetime.fromisoformat(slot["starts_at"]) for slot in answer.json()["slots"]]
    return [start.astimezone(ROME).hour for start in starts if start.minute == 0]


ALL_DAY = [9, 10, 11, 12, 13, 14, 15, 16]


def status(app: httpx.Client, ann: dict[str, str]) -> dict[str, Any]:
    (calendar,) = app.get("/v1/calendars", headers=ann).json()["items"]
    return dict(calendar)


# -- reading -------------------------------------------------------------------------------------


def test_what_an_outside_calendar_says_cannot_be_booked(
    app: httpx.Client, given: Given, worker_url: str, salon: dict[str, str], elsewhere: Elsewhere
) -> None:
    with elsewhere.open() as url:
        elsewhere.body = ics(("10:00", "11:30"), ("15:00", "15:15"))
        added = add(app, given, salon, url)
        assert status(app, salon)["status"] == "new"
        assert hours(app, given) == ALL_DAY

        read(given, worker_url)
        assert status(app, salon)["status"] == "current"
        assert hours(app, given) == [9, 12, 13, 14, 16]

        booked = app.post(
            "/v1/tenants/alder/bookings",
            json={
                "service_id": one(given, "select given.service_id('alder', 'Cut')::text"),
                "starts_at": at("12:00").isoformat(),
                "customer": {"name": "Zoe", "email": "zoe@x.test"},
            },
        )
        assert booked.status_code == 201
        assert "if-none-match" not in elsewhere.asked[-1]

        # Nothing has changed: nothing is sent, and nothing changes here.
        read(given, worker_url)
        assert elsewhere.asked[-1]["if-none-match"] == elsewhere.etag
        events = "select count(*) from data.events where type = 'busy.changed'"
        assert one(given, events) == 1

        # What was booked meanwhile stays, whatever the calendar says.
        elsewhere.body = ics(("12:00", "14:00"))
        read(given, worker_url)
        assert hours(app, given) == [9, 10, 11, 14, 15, 16]
        assert one(given, events) == 3  # Some time was taken, and some freed.
        assert one(given, "select count(*) from data.bookings where status = 'confirmed'") == 1

        # A day later all is read anew, though the server says that it is as before.
        given.execute(
            "update data.calendar_syncs set state = state"
            " || jsonb_build_object('read_at', now() - interval '1 day')"
        )
        read(given, worker_url)
        assert "if-none-match" not in elsewhere.asked[-1]

        assert app.delete(f"/v1/calendars/{added}", headers=salon).status_code == 204
        assert hours(app, given) == [9, 10, 11, 13, 14, 15, 16]
    kept = given.execute("select to_jsonb(b)::text from data.busy as b").fetchall()
    kept += given.execute("select to_jsonb(c)::text from data.calendars as c").fetchall()
    assert kept == []


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"status": 500}, "It answers 500."),
        ({"status": 404}, "It answers 404."),
        ({"body": b"<html>Sign in</html>"}, "no calendar"),
        ({"body": b"BEGIN:VCALENDAR\r\n" + bytes(MOST_BYTES)}, "more than"),
        ({"seconds": 1.5}, "too long"),
        ({"status": 302, "headers": {"Location": "http://10.0.0.1/x.ics"}}, "not on the public"),
        ({"status": 302, "headers": {"Location": "file:///etc/passwd"}}, "no address on the web"),
        ({"status": 302, "headers": {"Location": "/again"}}, "sent us on more than"),
        ({"headers": {"Content-Encoding": "gzip"}}, "compressed"),
    ],
)
def test_a_calendar_that_cannot_be_read_blocks_nothing_new(
    app: httpx.Client,
    given: Given,
    worker_url: str,
    salon: dict[str, str],
    elsewhere: Elsewhere,
    wrong: dict[str, Any],
    says: str,
) -> None:
    """What it said last holds, its person sees why, and it is tried again."""
    with elsewhere.open() as url:
        elsewhere.body = ics(("10:00", "11:00"))
        add(app, given, salon, url)
        read(given, worker_url)
        for name, value in wrong.items():
            setattr(elsewhere, name, value)
        read(given, worker_url, seconds=0.5 if "seconds" in wrong else 5.0)
        failing = status(app, salon)
        assert failing["status"] == "failing"
        assert says in failing["error"]
        assert hours(app, given) == [9, 11, 12, 13, 14, 15, 16]
        later = datetime.fromisoformat(failing["next_sync_at"]) - datetime.now(UTC)
        assert timedelta(minutes=10) < later < timedelta(minutes=16)

        again = Elsewhere()
        elsewhere.__dict__.update(again.__dict__ | {"body": ics()})
        read(given, worker_url)
        assert status(app, salon)["status"] == "current"
        assert hours(app, given) == ALL_DAY


def test_a_server_that_is_away(
    app: httpx.Client, given: Given, worker_url: str, salon: dict[str, str], elsewhere: Elsewhere
) -> None:
    with elsewhere.open() as url:
        pass
    add(app, given, salon, url)
    read(given, worker_url)
    assert "cannot be reached" in status(app, salon)["error"]
    assert hours(app, given) == ALL_DAY


def test_a_rule_that_would_take_for_ever(
    app: httpx.Client, given: Given, worker_url: str, salon: dict[str, str], elsewhere: Elsewhere,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """It has a process of its own, whose time is up some day."""
    monkeypatch.setattr("app.calendars.PARSE_SECONDS", 2.0)
    with elsewhere.open() as url:
        elsewhere.body = (
            b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20200101T000000Z\r\n"
            b"DURATION:PT1S\r\nRRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30\r\n"
            b"END:VEVENT\r\nEND:VCALENDAR\r\n"
        )
        add(app, given, salon, url)
        read(given, worker_url)
    assert "too long to read" in status(app, salon)["error"]


def test_nothing_secret_is_logged(
    app: httpx.Client, given: Given, worker_url: str, salon: dict[str, str], elsewhere: Elsewhere
) -> None:
    """By the program as it is run, told to say as much as it can."""
    with elsewhere.open() as url:
        elsewhere.headers = {"Location": "/moved/the-token.ics"}
        elsewhere.status = 302
        add(app, given, salon, f"{url}?key=the-token")
        running = subprocess.Popen(
            [sys.executable, "-m", "app", "worker"],
            env=os.environ
            | {
                "DATABASE_WORKER_URL": worker_url,
                "HOLDFAST_SECRET_KEY": KEY,
                "HOLDFAST_WEBHOOK_NETWORKS": OWN["webhook_networks"],
                "HOLDFAST_LOG_LEVEL": "DEBUG",
            },
            cwd=Path(__file__).parent.parent.parent,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            until(lambda: status(app, salon)["status"] == "failing", what="a reading")
        finally:
            running.terminate()
            _, logged = running.communicate(timeout=30)
    assert len(elsewhere.asked) > 1
    assert "the-token" not in logged
    assert f":{url.split(':')[2].split('/')[0]}" not in logged


def test_no_way_into_networks_of_our_own(
    app: httpx.Client, web_url: str, given: Given, worker_url: str, salon: dict[str, str],
    elsewhere: Elsewhere,
) -> None:  # fmt: skip
    """Where the settings name none, TLS is asked for, and private addresses are nobody's."""
    with elsewhere.open() as url, serving(web_url) as careful:
        for tried, said in {
            "http://ann.example/home.ics": "/problems/calendar-url-insecure",
            url: "/problems/url-not-public",
        }.items():
            body = {"resource_id": resource(given), "name": "Home", "url": tried}
            refused = careful.post("/v1/calendars", headers=salon, json=body)
            assert refused.json()["type"] == said
        add(app, given, salon, url)
        read(given, worker_url, webhook_networks="")
        assert "not on the public internet" in status(app, salon)["error"]
    assert elsewhere.asked == []


def test_our_own_bookings_never_come_back(
    app: httpx.Client, given: Given, worker_url: str, salon: dict[str, str], elsewhere: Elsewhere
) -> None:
    """Somebody has their feed in the calendar that we read."""
    given.execute(
        "select given.booking('alder', 'Cut', 'Ann', %s)", [at("10:00").replace(tzinfo=None)]
    )
    made = app.post("/v1/feeds", headers=salon, json={"resource_id": resource(given)}).json()
    with elsewhere.open() as url:
        elsewhere.body = app.get(made["path"]).content
        assert elsewhere.body.count(b"BEGIN:VEVENT") == 1
        add(app, given, salon, url)
        read(given, worker_url)
    assert one(given, "select count(*) from data.busy") == 0
    assert status(app, salon)["status"] == "current"


def test_nobody_waits_for_those_that_are_slow(
    given: Given, worker_url: str, salon: dict[str, str]
) -> None:
    """One of ten is slow: those that come after them have their turn all the same."""
    many = MOST_AT_ONCE + 5
    given.execute(
        "insert into data.calendars (tenant_id, resource_id, kind, name, sealed_secret)"
        " select tenant_id, resource_id, 'ics', n, n from data.resources, generate_series(1, %s) n"
        " where name = 'Ann'",
        [many],
    )
    given.execute(
        "insert into data.calendar_syncs (tenant_id, calendar_id)"
        " select tenant_id, calendar_id from data.calendars"
    )
    done: list[str] = []
    others = asyncio.Event()

    class Reads:
        async def read(self, task: Task) -> Reading:
            if task.secret == "1":
                await others.wait()
            done.append(task.secret)
            if len(done) == many - 1:
                others.set()
            return Reading(None)

        async def close(self) -> None:
            """Nothing is open."""

    async def once() -> None:
        configured = settings(worker_url)
        database = Database(dataclasses.replace(configured, combine_bookings=0))
        await database.pool.open()
        try:
            async with asyncio.timeout(10):
                await Calendars(configured, database, {"ics": Reads()}).read_due()
        finally:
            await database.pool.close()

    asyncio.run(once())
    assert done[-1] == "1"
    assert len(set(done)) == many
    assert one(given, "select count(*) from data.calendar_syncs where synced_at is null") == 0


def test_a_worker_reads_it_by_itself(
    web_url: str, given: Given, salon: dict[str, str], elsewhere: Elsewhere
) -> None:
    elsewhere.body = ics(("10:00", "11:00"))
    with elsewhere.open() as url, serving(web_url, worker=True, calendar_seconds=1, **OWN) as app:
        add(app, given, salon, url)
        until(lambda: status(app, salon)["status"] != "new")
        assert status(app, salon)["status"] == "current"
        assert hours(app, given) == [9, 11, 12, 13, 14, 15, 16]


# -- feeds ---------------------------------------------------------------------------------------


def events(answer: httpx.Response) -> list[Any]:
    return list(read_back(answer).walk("VEVENT"))


def read_back(answer: httpx.Response) -> Any:
    """The calendar in an answer."""
    return Calendar.from_ical(answer.content)


def test_a_feed(app: httpx.Client, given: Given, salon: dict[str, str]) -> None:
    booking = one(
        given,
        "select given.booking('alder', 'Cut', 'Ann', %s)::text",
        at("10:00").replace(tzinfo=None),
    )
    made = app.post("/v1/feeds", headers=salon, json={"resource_id": resource(given)})
    assert made.status_code == 201
    answer = app.get(made.json()["path"])
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private, max-age=300"
    calendar = read_back(answer)
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(minutes=15)
    assert calendar["X-WR-CALNAME"] == "Ann"
    assert calendar["X-WR-TIMEZONE"] == "Europe/Rome"
    (event,) = events(answer)
    assert event["UID"] == f"{booking}@127.0.0.1"
    assert event["SEQUENCE"] == 1
    assert event["STATUS"] == "CONFIRMED"
    assert event["SUMMARY"] == "Cut, Ann"
    assert event["DTSTART"].dt == at("10:00")
    assert event["DTSTART"].params["TZID"] == "Europe/Rome"

    # Nothing new: nothing is sent.
    known = {"if-none-match": answer.headers["etag"]}
    again = app.get(made.json()["path"], headers=known)
    assert (again.status_code, again.content) == (304, b"")

    given.execute("update data.bookings set status = 'cancelled_by_customer'")
    changed = app.get(made.json()["path"], headers=known)
    (event,) = events(changed)
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 2)

    assert app.delete(f"/v1/feeds/{made.json()['id']}", headers=salon).status_code == 204
    assert app.get(made.json()["path"]).json()["type"] == "/problems/feed-not-found"


def test_a_feed_is_right_over_a_clock_change(
    app: httpx.Client, given: Given, salon: dict[str, str]
) -> None:
    """The rules of the zone that come with it say what the clock shows on both sides."""
    given.execute("update data.tenants set horizon_days = 730")
    last_sunday = date(datetime.now(ROME).year + 1, 3, 31)
    last_sunday -= timedelta(days=(last_sunday.weekday() + 1) % 7)
    if last_sunday > datetime.now(ROME).date() + timedelta(days=364):
        last_sunday = last_sunday.replace(year=last_sunday.year - 1)
    wanted = []
    for days in (-1, 1):
        start = datetime.combine(last_sunday + timedelta(days=days), datetime.min.time())
        start = start.replace(hour=10)
        given.execute("select given.booking('alder', 'Cut', 'Ann', %s)", [start])
        wanted.append(start)
    made = app.post("/v1/feeds", headers=salon, json={"resource_id": resource(given)}).json()
    answer = app.get(made["path"])
    (zone,) = read_back(answer).walk("VTIMEZONE")
    assert zone["TZID"] == "Europe/Rome"
    rules = zone.to_tz()
    for event, start in zip(events(answer), wanted, strict=True):
        assert event["DTSTART"].dt.replace(tzinfo=None) == start
        by_its_own_rules = start.replace(tzinfo=rules).astimezone(UTC)
        assert by_its_own_rules == start.replace(tzinfo=ROME).astimezone(UTC)


@pytest.mark.parametrize("token", ["x", "é", "A" * 54, "..%2F..%2Fhealthz", "A" * 56])
def test_a_token_that_nobody_gave(app: httpx.Client, token: str) -> None:
    assert app.get(f"/v1/feeds/{token}.ics").status_code == 404


def test_a_customers_feed(app: httpx.Client, given: Given, salon: dict[str, str]) -> None:
    """It has what they booked, and nothing of others."""
    user = one(given, "select given.patron('Zoe')::text")
    zoe = {"authorization": f"Bearer {Tokens(settings('')).access(user, None, 'customer')}"}
    local = at("10:00").replace(tzinfo=None)
    given.execute("select given.booking('alder', 'Cut', 'Ann', %s, 'Zoe')", [local])
    given.execute(
        "select given.booking('alder', 'Cut', 'Ann', %s, 'Eve')", [local + timedelta(hours=2)]
    )
    made = app.post("/v1/me/feeds", headers=zoe).json()
    (event,) = events(app.get(made["path"]))
    assert event["SUMMARY"] == "Cut, Alder"
    assert event["LOCATION"] == "alder"
    assert [each["id"] for each in app.get("/v1/me/feeds", headers=zoe).json()["items"]] == [
        made["id"]
    ]
    assert app.delete(f"/v1/me/feeds/{made['id']}", headers=zoe).status_code == 204
    assert app.get(made["path"]).status_code == 404
