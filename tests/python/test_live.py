"""Live updates, over real sockets: who is told what, that nobody misses anything, and that nobody
waits for anybody."""

import asyncio
import contextlib
import json
import math
import socket
import time
from collections.abc import Iterator
from typing import Any

import httpx
import psycopg
import pytest
from live import serving, settings
from starlette.types import Message
from streams import OpenPage
from waiting import until

from app import live
from app.tokens import Tokens

pytestmark = pytest.mark.database("common")

Given = psycopg.Connection[tuple[Any, ...]]
PUBLIC = "/v1/tenants/alder/live"

EVENTS = """
insert into data.events (tenant_id, type, subject_id, data)
select given.tenant_id('alder'), %s, given.resource_id('alder', 'Ann'), %s::jsonb
from generate_series(1, %s)
"""


def value(given: Given, query: str, *arguments: Any) -> Any:
    row = given.execute(query.encode(), arguments).fetchone()
    assert row is not None
    return row[0]


@pytest.fixture
def salon(given: Given) -> dict[str, str]:
    """A business where Ann and Ben cut, in a room that both need."""
    given.execute("select given.tenant('alder'), given.tenant('birch')")
    given.execute("select given.resource('alder', 'Ann'), given.resource('alder', 'Ben')")
    given.execute("select given.resource('alder', 'Room', 'room')")
    given.execute("select given.service('alder', 'Cut', 60, 'Ann', 'Ben')")
    given.execute("select given.service('alder', 'Tan', 60, 'Ann')")
    given.execute("select given.requirement('alder', 'Tan', 2, 1, 'Room')")
    names = {
        name: str(value(given, "select given.resource_id('alder', %s)", name))
        for name in ("Ann", "Ben", "Room")
    }
    people = {
        f"user {name}": str(value(given, "select given.member('alder', %s, %s)", name, role))
        for name, role in (("Ann", "staff"), ("Ben", "staff"), ("Olga", "owner"))
    }
    days = {f"day {n}": str(value(given, "select given.day(%s)::date", n)) for n in range(3)}
    return (
        names
        | people
        | days
        | {
            "tenant": str(value(given, "select given.tenant_id('alder')")),
            "ten on day 1": value(given, "select given.at('alder', given.day(1, '10:00'))"),
        }
    )


@pytest.fixture(scope="module")
def http(common_web_url: str) -> Iterator[httpx.Client]:
    """A client of the application, which has a worker."""
    with serving(common_web_url, worker=True) as client:
        yield client


def book(
    given: Given, service: str = "Cut", lead: str = "Ann", day: int = 0, at: str = "10:00"
) -> str:
    """A booking that a guest makes; its id."""
    return str(
        value(
            given,
            "select given.booking('alder', %s, %s, given.day(%s, %s), 'Zoe')",
            service, lead, day, at,
        )
    )  # fmt: skip


def cancel(given: Given, booking_id: str) -> None:
    given.execute(
        "update data.bookings set status = 'cancelled_by_business' where booking_id = %s",
        [booking_id],
    )


def signed_in(salon: dict[str, str], name: str, role: str, **more: Any) -> dict[str, str]:
    tokens = Tokens(settings("", **more))
    access = tokens.access(salon[f"user {name}"], salon["tenant"], role)
    return {"authorization": f"Bearer {access}"}


def told(page: OpenPage, many: int) -> list[tuple[str, str, str]]:
    """The next changes that a guest is told of."""
    events = [page.next() for _ in range(many)]
    assert all(event.type == "availability" for event in events), events
    assert all(event.data.keys() == {"resource_id", "date", "change"} for event in events)
    return [(each.data["resource_id"], each.data["date"], each.data["change"]) for each in events]


def test_whoever_looks_sees_slots_go_and_come(
    http: httpx.Client, given: Given, salon: dict[str, str]
) -> None:
    with OpenPage(http.base_url, PUBLIC) as page:
        booking_id = book(given, "Tan")
        assert told(page, 2) == [
            (salon[name], salon["day 0"], "taken")
            for name in sorted(("Ann", "Room"), key=salon.__getitem__)
        ]
        moved = http.post(
            f"/v1/bookings/{booking_id}/reschedule",
            json={"starts_at": salon["ten on day 1"]},
            headers=signed_in(salon, "Olga", "owner"),
        )
        assert moved.status_code == 200, moved.text
        both = sorted(("Ann", "Room"), key=salon.__getitem__)
        assert told(page, 4) == [
            *((salon[name], salon["day 0"], "freed") for name in both),
            *((salon[name], salon["day 1"], "taken") for name in both),
        ]
        cancel(given, booking_id)
        assert told(page, 2) == [(salon[name], salon["day 1"], "freed") for name in both]
        given.execute(
            "with calendar as (insert into data.calendars"
            " (tenant_id, resource_id, kind, name, sealed_secret)"
            " select tenant_id, resource_id, 'ics', 'Home', 'sealed' from data.resources"
            " where name = 'Ann' returning *)"
            " insert into data.busy"
            " (tenant_id, resource_id, calendar_id, external_id, starts_at, ends_at)"
            " select tenant_id, resource_id, calendar_id, 'secret',"
            " given.at('alder', given.day(0, '10:00'))::timestamptz,"
            " given.at('alder', given.day(0, '11:00'))::timestamptz from calendar"
        )
        assert told(page, 1) == [(salon["Ann"], salon["day 0"], "taken")]
        given.execute("delete from data.busy")
        assert told(page, 1) == [(salon["Ann"], salon["day 0"], "freed")]
        assert page.quiet()
        assert b"Zoe" not in page.raw
        assert b"secret" not in page.raw
        assert booking_id.encode() not in page.raw
        assert b"text/event-stream" in page.head
        assert b"no-transform" in page.head


def test_what_is_confirmed_was_taken_before(
    http: httpx.Client, given: Given, salon: dict[str, str]
) -> None:
    given.execute("update data.services set needs_acceptance = true")
    with OpenPage(http.base_url, PUBLIC) as page:
        booking_id = book(given)
        assert told(page, 1) == [(salon["Ann"], salon["day 0"], "taken")]
        confirmed = http.post(
            f"/v1/bookings/{booking_id}/confirm", headers=signed_in(salon, "Olga", "owner")
        )
        assert confirmed.status_code == 200, confirmed.text
        assert page.quiet()


def test_a_hold_that_lapses_is_freed_though_nobody_asks(
    http: httpx.Client, given: Given, salon: dict[str, str]
) -> None:
    given.execute("update data.services set price_minor = 5000, pay_online = true")
    with OpenPage(http.base_url, PUBLIC) as page:
        book(given)
        assert told(page, 1) == [(salon["Ann"], salon["day 0"], "taken")]
        given.execute("select given.lapse('alder')")
        assert told(page, 1) == [(salon["Ann"], salon["day 0"], "freed")]


def test_every_process_hears_what_any_does(
    http: httpx.Client, web_url: str, given: Given, salon: dict[str, str]
) -> None:
    with serving(web_url) as other, OpenPage(other.base_url, PUBLIC) as page:
        booked = http.post(
            "/v1/tenants/alder/bookings",
            json={
                "service_id": str(value(given, "select given.service_id('alder', 'Cut')")),
                "resource_id": salon["Ben"],
                "starts_at": salon["ten on day 1"],
                "customer": {"name": "Zoe", "email": "zoe@customers.test"},
            },
        )
        assert booked.status_code == 201, booked.text
        assert told(page, 1) == [(salon["Ben"], salon["day 1"], "taken")]


def test_who_comes_again_misses_nothing(
    http: httpx.Client, given: Given, salon: dict[str, str]
) -> None:
    with OpenPage(http.base_url, PUBLIC) as page:
        book(given, day=0)
        told(page, 1)
        last_id = page.last_id
    book(given, day=1)
    book(given, "Tan", day=2)
    missed = [
        ("Ann", "day 1"),
        *((name, "day 2") for name in sorted(("Ann", "Room"), key=salon.__getitem__)),
    ]
    expected = [(salon[name], salon[day], "taken") for name, day in missed]
    with OpenPage(http.base_url, PUBLIC, {"Last-Event-ID": last_id}) as page:
        assert told(page, 3) == expected
    with OpenPage(http.base_url, f"{PUBLIC}?last_event_id={last_id}") as page:
        first = page.next()
        assert first.last_id
        assert [(each.type, each.last_id) for each in (page.next(), page.next())] == [
            # The id comes with the last one of what belongs together.
            ("availability", first.last_id), ("availability", page.last_id),
        ]  # fmt: skip
        assert int(page.last_id) > int(first.last_id)
        assert page.quiet()


def test_who_has_heard_nothing_yet_knows_where_they_are(
    http: httpx.Client, given: Given, salon: dict[str, str]
) -> None:
    with OpenPage(http.base_url, PUBLIC) as page:
        last_id = page.last_id
    book(given)
    with OpenPage(http.base_url, PUBLIC, {"Last-Event-ID": last_id}) as page:
        assert told(page, 1) == [(salon["Ann"], salon["day 0"], "taken")]


@pytest.mark.parametrize("last_id", ["0", "999999"])
def test_who_is_too_far_behind_is_told_to_begin_anew(
    http: httpx.Client, given: Given, salon: dict[str, str], last_id: str
) -> None:
    given.execute(EVENTS.encode(), ["service.updated", "{}", 1100])
    unpublished = "select from data.events where sequence is null limit 1"
    while given.execute(unpublished.encode()).rowcount:
        time.sleep(0.02)
    with OpenPage(http.base_url, PUBLIC) as page:
        book(given)
        told(page, 1)
    with OpenPage(http.base_url, PUBLIC, {"Last-Event-ID": last_id}) as page:
        event = page.next()
        assert (event.type, event.data) == ("reset", {})
        assert int(event.last_id) > 1100
        book(given, day=1)
        assert told(page, 1) == [(salon["Ann"], salon["day 1"], "taken")]


def test_a_long_absence_is_told_in_pieces(
    http: httpx.Client, given: Given, salon: dict[str, str]
) -> None:
    with OpenPage(http.base_url, PUBLIC) as page:
        last_id = page.last_id
    given.execute(EVENTS.encode(), ["service.updated", "{}", 700])
    book(given)
    with OpenPage(http.base_url, PUBLIC, {"Last-Event-ID": last_id}) as page:
        assert told(page, 1) == [(salon["Ann"], salon["day 0"], "taken")]


def test_refusals(http: httpx.Client, salon: dict[str, str]) -> None:
    owner = signed_in(salon, "Olga", "owner")
    assert http.get("/v1/tenants/nobody/live").status_code == 404
    assert http.get(PUBLIC, headers={"Last-Event-ID": "yesterday"}).status_code == 422
    assert http.get("/v1/live").status_code == 401
    assert http.get("/v1/live?last_event_id=x", headers=owner).status_code == 422
    assert http.get("/v1/live", headers=signed_in(salon, "Ann", "customer")).status_code == 403
    assert http.head(PUBLIC).status_code == 200
    problem = http.get("/v1/live").json()
    assert problem["type"] == "/problems/token-invalid"


def bookings(page: OpenPage, many: int) -> list[tuple[str, str, Any]]:
    events = [page.next() for _ in range(many)]
    return [
        (
            each.type,
            each.data["booking_id"],
            each.data["booking"] and each.data["booking"]["status"],
        )
        for each in events
    ]


def test_staff_see_their_own_calendar_and_those_above_them_all(
    http: httpx.Client, given: Given, salon: dict[str, str]
) -> None:
    with contextlib.ExitStack() as stack:
        ann, ben, olga, manager = (
            stack.enter_context(
                OpenPage(http.base_url, "/v1/live", signed_in(salon, name, role))
            )
            for name, role in (
                ("Ann", "staff"), ("Ben", "staff"), ("Olga", "owner"), ("Olga", "manager"),
            )
        )  # fmt: skip
        first = book(given, lead="Ann")
        event = olga.next()
        assert event.type == "booking.confirmed"
        listed = http.get("/v1/bookings", headers=signed_in(salon, "Olga", "owner")).json()
        assert event.data["booking"] == listed["items"][0]
        assert event.data["booking"]["customer"]["name"] == "Zoe"
        assert bookings(ann, 1) == [("booking.confirmed", first, "confirmed")]
        assert bookings(manager, 1) == [("booking.confirmed", first, "confirmed")]

        second = book(given, lead="Ben", day=1)
        assert bookings(ben, 1) == [("booking.confirmed", second, "confirmed")]
        moved = http.post(
            f"/v1/bookings/{first}/reschedule",
            json={"starts_at": salon["ten on day 1"].replace("T09", "T12"),
                  "resource_id": salon["Ben"]},
            headers=signed_in(salon, "Olga", "owner"),
        )  # fmt: skip
        assert moved.status_code == 200, moved.text
        assert bookings(ben, 1) == [("booking.rescheduled", first, "confirmed")]
        # It is gone from Ann's calendar; where it went is not hers to know.
        assert bookings(ann, 1) == [("booking.rescheduled", first, None)]
        cancel(given, second)
        assert [kind for kind, _, _ in bookings(olga, 3)] == [
            "booking.confirmed", "booking.rescheduled", "booking.cancelled_by_business"
        ]  # fmt: skip
        assert ann.quiet()
        assert second.encode() not in ann.raw


def test_staff_who_come_again_get_no_more_than_their_own(
    http: httpx.Client, given: Given, salon: dict[str, str]
) -> None:
    with OpenPage(http.base_url, "/v1/live", signed_in(salon, "Ann", "staff")) as page:
        last_id = page.last_id
    book(given, lead="Ben")
    own = book(given, lead="Ann")
    headers = signed_in(salon, "Ann", "staff") | {"Last-Event-ID": last_id}
    with OpenPage(http.base_url, "/v1/live", headers) as page:
        assert bookings(page, 1) == [("booking.confirmed", own, "confirmed")]
        assert page.quiet()


def test_a_stream_ends_with_its_token(http: httpx.Client, salon: dict[str, str]) -> None:
    headers = signed_in(salon, "Olga", "owner", access_token_seconds=2)
    with OpenPage(http.base_url, "/v1/live", headers) as page:
        assert page.ended(5)


def test_nothing_is_missed_when_the_database_goes_and_comes(
    http: httpx.Client, given: Given, salon: dict[str, str]
) -> None:
    with OpenPage(http.base_url, PUBLIC) as page:
        for day in range(3):
            given.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where usename like 'holdfast_w%' and datname = current_database()"
            )
            book(given, day=day)
        taken = told(page, 3)
        assert taken == [(salon["Ann"], salon[f"day {day}"], "taken") for day in range(3)]


def test_odd_notifications_make_nobody_deaf(
    http: httpx.Client, given: Given, salon: dict[str, str], worker_url: str
) -> None:
    """Any login may send one."""
    with OpenPage(http.base_url, PUBLIC) as page:
        book(given, day=0)
        with psycopg.connect(worker_url, autocommit=True) as somebody:
            for said in ("x", "[]", '{"a": "b"}', json.dumps({salon["tenant"]: None})):
                somebody.execute("select pg_notify('holdfast_events', %s)", [said])
        book(given, day=1)
        assert [told(page, 1), told(page, 1)] == [
            [(salon["Ann"], salon[f"day {day}"], "taken")] for day in range(2)
        ]


def page_of(sequence: int, audience: str = "managers") -> live.Page:
    """A page that says nothing but how far it goes."""
    return {
        "tenant_id": "t", "audience": audience, "sequence": sequence, "items": [], "reset": False,
    }  # fmt: skip


def told_nothing(ask: live.Ask) -> live.Reader:
    """A reader to whom nothing is sent, who asks in a way of the test's own."""

    async def send(message: Message) -> None:
        pass

    return live.Reader(send, ask, None)


def test_what_is_published_while_a_page_is_on_its_way_is_told() -> None:
    published = 1
    on_its_way, arrives = asyncio.Event(), asyncio.Event()

    async def ask(position: int | None) -> live.Page:
        page = page_of(published)
        on_its_way.set()
        await arrives.wait()
        return page

    async def follow() -> None:
        nonlocal published
        audience = live.Audience(("t", "managers"), published)
        audience.readers.add(told_nothing(ask))
        audience.wake(math.inf)
        await on_its_way.wait()
        published = 2
        audience.wake(2)
        arrives.set()
        async with asyncio.timeout(10):
            while audience.position < 2:  # noqa: ASYNC110
                await asyncio.sleep(0)

    asyncio.run(follow())


def test_who_has_come_to_belong_elsewhere_asks_for_nobody_else() -> None:
    async def follow() -> None:
        ended = asyncio.Event()

        async def as_staff(position: int | None) -> live.Page:
            return page_of(9, "staff")

        async def as_manager(position: int | None) -> live.Page:
            return page_of(2)

        async def demoted() -> None:
            reader = told_nothing(as_staff)
            audience.readers.add(reader)
            try:
                await asyncio.Event().wait()
            finally:
                ended.set()

        audience = live.Audience(("t", "managers"), 1)
        stream = asyncio.create_task(demoted())
        await asyncio.sleep(0)
        audience.wake(2)
        async with asyncio.timeout(10):
            await ended.wait()
        audience.readers.add(told_nothing(as_manager))
        audience.wake(2)
        async with asyncio.timeout(10):
            while audience.position < 2:  # noqa: ASYNC110
                await asyncio.sleep(0)
        assert audience.position == 2
        assert stream.done()

    asyncio.run(follow())


def slow_reader(http: httpx.Client) -> socket.socket:
    """Somebody who asks for the stream, and reads nothing of it."""
    base = httpx.URL(http.base_url)
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.connect((base.host, base.port))
    connection.sendall(f"GET {PUBLIC} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    return connection


def test_who_does_not_read_is_cut_off_and_holds_nobody_up(
    http: httpx.Client, given: Given, salon: dict[str, str]
) -> None:
    spans = [
        {"resource_id": salon["Ann"], "starts_at": f"2030-{month:02}-{day:02}T09:00:00Z",
         "ends_at": f"2030-{month:02}-{day:02}T10:00:00Z"}
        for month in range(1, 13) for day in range(1, 29)
    ]  # fmt: skip
    dropped = live.DROPPED._value.get()
    with OpenPage(http.base_url, PUBLIC) as page, slow_reader(http) as slow:
        time.sleep(0.3)
        for _ in range(20):
            given.execute(EVENTS.encode(), ["booking.vacated", json.dumps({"occupied": spans}), 1])
            began = time.monotonic()
            assert len(told(page, len(spans))) == len(spans)
            assert time.monotonic() - began < 5
        assert live.DROPPED._value.get() == dropped + 1
        # What it was sent before is whole, so that it has an id to come again with.
        slow.settimeout(10)
        received = b""
        with contextlib.suppress(ConnectionResetError):
            while piece := slow.recv(65536):
                received += piece
        assert b"event: availability" in received
        assert len(received) < 600_000


def test_streams_end_at_once_when_the_process_is_told_to_stop(
    web_url: str, salon: dict[str, str]
) -> None:
    with serving(web_url, shutdown_seconds=30) as client:
        page = OpenPage(client.base_url, PUBLIC)
        began = time.monotonic()
    assert time.monotonic() - began < 5
    assert page.ended(1)
    assert not page.raw.endswith(b"event")
    page.close()


def test_there_are_only_so_many(web_url: str, salon: dict[str, str]) -> None:
    with serving(web_url, live_streams=2, live_streams_per_address=1) as client:
        elsewhere = {"X-Forwarded-For": "192.0.2.7"}
        with OpenPage(client.base_url, PUBLIC):
            refused = client.get(PUBLIC)
            assert (refused.status_code, refused.headers["retry-after"]) == (429, "10")
            with OpenPage(client.base_url, PUBLIC, elsewhere):
                full = client.get(PUBLIC, headers={"X-Forwarded-For": "192.0.2.8"})
                assert (full.status_code, full.headers["retry-after"]) == (503, "10")
        for _ in range(100):
            if live.READERS._value.get() == 0:
                break
            time.sleep(0.05)
        with OpenPage(client.base_url, PUBLIC) as page:
            assert page.head.startswith(b"HTTP/1.1 200")


def test_a_stream_lasts_longer_than_requests_may_and_beats(
    web_url: str, salon: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "HEARTBEAT_SECONDS", 0.2)
    with serving(web_url, request_timeout_seconds=0.4) as client:

        def begins() -> bool:
            with OpenPage(client.base_url, PUBLIC) as page:
                return page.head.startswith(b"HTTP/1.1 200")

        until(begins)  # The first ones may take a busy machine longer than requests may.
        with OpenPage(client.base_url, PUBLIC, {"Origin": "https://salon.example"}) as page:
            began = time.monotonic()
            until(lambda: page.raw.count(b": still here\nid: ") >= 4)
            assert time.monotonic() - began > 0.4
            assert page.events.empty()
            assert b"access-control-allow-origin: *" in page.head.lower()
            assert not page.ended(0.1)


def test_who_works_elsewhere_is_taken_there_too(
    http: httpx.Client, given: Given, salon: dict[str, str]
) -> None:
    given.execute("select given.resource('birch', 'Ann')")
    given.execute(
        "insert into data.members values (given.tenant_id('birch'), %s, 'staff')",
        [salon["user Ann"]],
    )
    given.execute(
        "update data.resources set user_id = %s"
        " where resource_id = given.resource_id('birch', 'Ann')",
        [salon["user Ann"]],
    )
    theirs = str(value(given, "select given.resource_id('birch', 'Ann')"))
    with OpenPage(http.base_url, "/v1/tenants/birch/live") as page:
        booking_id = book(given)
        assert told(page, 1) == [(theirs, salon["day 0"], "taken")]
        cancel(given, booking_id)
        assert told(page, 1) == [(theirs, salon["day 0"], "freed")]
        assert page.quiet()
        assert salon["Ann"].encode() not in page.raw
