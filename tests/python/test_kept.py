"""Answers about availability that are kept: never wrong for longer than it takes to hear of a
change, and off while nobody would hear of one."""

import asyncio
import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import httpx
import psycopg
import pytest
from live import serving, settings
from starlette.responses import Response
from waiting import until

from app import kept
from app.kept import Kept

pytestmark = pytest.mark.database("reused")

Given = psycopg.Connection[tuple[Any, ...]]


def value(given: Given, query: str, *arguments: Any) -> Any:
    row = given.execute(query.encode(), arguments).fetchone()
    assert row is not None
    return row[0]


@pytest.fixture
def salon(given: Given) -> dict[str, str]:
    """A business where Ann cuts; and the question when."""
    given.execute("select given.tenant('alder')")
    given.execute("select given.resource('alder', 'Ann'), given.service('alder', 'Cut', 60, 'Ann')")
    cut = value(given, "select given.service_id('alder', 'Cut')")
    first, last = (value(given, "select given.day(%s)::date", n) for n in (0, 6))
    return {
        "path": f"/v1/tenants/alder/availability?service_id={cut}&from={first}&to={last}",
        "Cut": str(cut),
        "ten": value(given, "select given.at('alder', given.day(0, '10:00'))"),
    }


@pytest.fixture
def http(web_url: str, salon: dict[str, str]) -> Iterator[httpx.Client]:
    with serving(web_url, worker=True) as client:
        yield client


def hits() -> float:
    return float(kept.HITS._value.get())


def is_kept(http: httpx.Client, path: str) -> bool:
    before = hits()
    assert http.get(path).status_code == 200
    return hits() > before


def free(http: httpx.Client, salon: dict[str, str]) -> bool:
    """Whether ten o'clock is offered."""
    slots = http.get(salon["path"]).json()["slots"]
    return salon["ten"] in [slot["starts_at"] for slot in slots]


def book(given: Given, at: str = "10:00") -> Any:
    return value(given, "select given.booking('alder', 'Cut', 'Ann', given.day(0, %s))", at)


def test_what_is_kept_is_what_was_answered(http: httpx.Client, salon: dict[str, str]) -> None:
    first = http.get(salon["path"])
    until(lambda: is_kept(http, salon["path"]))
    again = http.get(salon["path"])
    changing = {"date", "x-request-id"}
    assert again.content == first.content
    assert {**again.headers}.keys() == {**first.headers}.keys()
    assert all(
        again.headers[name] == first.headers[name] for name in again.headers.keys() - changing
    )
    assert "keep-seconds" not in first.headers
    assert again.headers["x-request-id"] != first.headers["x-request-id"]
    unchanged = http.get(salon["path"], headers={"If-None-Match": first.headers["etag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert unchanged.headers["etag"] == first.headers["etag"]
    assert "content-length" not in unchanged.headers
    other = http.get(salon["path"], headers={"Origin": "https://x.test"})
    assert other.headers["access-control-allow-origin"] == "*"


def test_who_has_the_answer_lets_it_be_kept_for_others(
    http: httpx.Client, salon: dict[str, str]
) -> None:
    until(lambda: is_kept(http, salon["path"]))
    longer = salon["path"] + "&party_size=1"
    mine = {"If-None-Match": http.get(salon["path"]).headers["etag"]}
    assert http.get(longer, headers=mine).status_code == 304
    before = hits()
    assert http.get(longer).status_code == 200
    assert http.get(longer, headers=mine).status_code == 304
    assert hits() == before + 2


def test_a_booking_anywhere_ends_it(
    http: httpx.Client, given: Given, salon: dict[str, str]
) -> None:
    until(lambda: is_kept(http, salon["path"]))
    assert free(http, salon)
    book(given)
    until(lambda: not free(http, salon), 2)
    until(lambda: is_kept(http, salon["path"]))
    assert not free(http, salon)


def test_it_really_is_kept(http: httpx.Client, given: Given, salon: dict[str, str]) -> None:
    """What happens behind the back of every trigger is not seen until an event comes."""
    until(lambda: is_kept(http, salon["path"]))
    given.execute("set session_replication_role = replica")
    book(given)
    given.execute("reset session_replication_role")
    time.sleep(0.1)
    assert free(http, salon)
    given.execute("update data.services set name = 'Trim'")
    until(lambda: not free(http, salon), 2)


@pytest.mark.parametrize(
    "change",
    [
        "update data.hours set opens_at = '11:00'",
        "delete from data.hours",
        "update data.services set duration_minutes = 90",
        "update data.resources set is_public = false",
        "delete from data.candidates",
        "update data.candidates set duration_minutes = 90",
        "update data.tenants set slot_minutes = 7",
        "update data.tenants set status = 'suspended'",
        "insert into data.closures (tenant_id, location_id, starts_at, ends_at)"
        " select tenant_id, location_id, given.day(0)::timestamptz - interval '1 day',"
        " given.day(2)::timestamptz from data.locations",
        "insert into data.time_off (tenant_id, resource_id, starts_at, ends_at)"
        " select tenant_id, resource_id, given.day(0)::timestamptz - interval '1 day',"
        " given.day(2)::timestamptz from data.resources",
        "with calendar as (insert into data.calendars"
        " (tenant_id, resource_id, kind, name, sealed_secret)"
        " select tenant_id, resource_id, 'ics', 'Home', 'sealed' from data.resources returning *)"
        " insert into data.busy"
        " (tenant_id, resource_id, calendar_id, external_id, starts_at, ends_at)"
        " select tenant_id, resource_id, calendar_id, 'x', given.day(0)::timestamptz,"
        " given.day(2)::timestamptz from calendar",
    ],
)
def test_whatever_a_business_changes_ends_it(
    http: httpx.Client, given: Given, salon: dict[str, str], change: str
) -> None:
    until(lambda: is_kept(http, salon["path"]))
    before = http.get(salon["path"]).content
    given.execute(change.encode())
    until(lambda: http.get(salon["path"]).content != before, 2)


def test_whoever_changes_something_sees_it_at_once(
    http: httpx.Client, salon: dict[str, str]
) -> None:
    until(lambda: is_kept(http, salon["path"]))
    booked = http.post(
        "/v1/tenants/alder/bookings",
        json={
            "service_id": salon["Cut"],
            "starts_at": salon["ten"],
            "customer": {"name": "Zoe", "email": "zoe@customers.test"},
        },
    )
    assert booked.status_code == 201, booked.text
    assert not free(http, salon)


def test_a_hold_lapses_on_time_though_no_event_says_so(
    web_url: str, given: Given, salon: dict[str, str]
) -> None:
    given.execute("update data.services set price_minor = 5000, pay_online = true")
    with serving(web_url, worker=True, sweep_seconds=600) as client:
        booking_id = book(given)
        lapse = "clock_timestamp() + interval '1.5 seconds'"
        given.execute(
            f"update data.bookings set hold_expires_at = {lapse}, lapses_at = null".encode()
        )
        given.execute(
            b"update data.allocations as a set hold_expires_at = b.hold_expires_at"
            b" from data.bookings as b where b.booking_id = a.booking_id"
        )
        assert not free(client, salon)
        until(lambda: is_kept(client, salon["path"]), 1)
        assert not free(client, salon)
        until(lambda: free(client, salon), 3)
        assert value(
            given, "select clock_timestamp() >= hold_expires_at from data.bookings"
            " where booking_id = %s", booking_id,
        )  # fmt: skip
        status = value(given, "select status from data.bookings where booking_id = %s", booking_id)
        assert status == "held"


def test_a_start_that_comes_too_near_is_gone_on_time(
    http: httpx.Client, given: Given, salon: dict[str, str]
) -> None:
    minutes = value(
        given,
        "select ceil(extract(epoch from %s::timestamptz - clock_timestamp()) / 60)::integer - 1",
        value(given, "select given.at('alder', given.day(0, '09:00'))"),
    )
    given.execute("update data.tenants set notice_minutes = %s", [minutes])
    # From now on the first start is bookable for less than a minute; then time is turned forward.
    said = http.get(salon["path"])
    assert said.json()["slots"][0]["starts_at"].endswith("00:00Z")
    headers = value(
        given,
        """
        with asked as materialized (
            select api.get_availability(
                private.begin_claims('{"slug": "alder", "role": "guest"}', false),
                given.service_id('alder', 'Cut'), given.day(0)::date, given.day(6)::date
            ) as answer
        )
        select case when asked.answer is not null then current_setting('response.headers') end
        from asked
        """,
    )
    seconds = float(headers.split('"')[3].split(" ")[0])
    left = value(
        given,
        "select extract(epoch from %s::timestamptz - clock_timestamp())"
        " - 60 * notice_minutes from data.tenants",
        said.json()["slots"][0]["starts_at"],
    )
    assert 0 <= seconds - float(left) < 2


def test_beyond_what_can_be_booked_nothing_is_kept(
    http: httpx.Client, given: Given, salon: dict[str, str]
) -> None:
    given.execute("update data.tenants set horizon_days = 12")
    time.sleep(0.3)
    assert not any(is_kept(http, salon["path"]) for _ in range(5))


def test_without_a_relay_nothing_is_kept(web_url: str, given: Given, salon: dict[str, str]) -> None:
    with serving(web_url) as alone:
        assert not any(is_kept(alone, salon["path"]) for _ in range(5))
        with serving(web_url, worker=True):
            until(lambda: is_kept(alone, salon["path"]))
        # The relay is gone: what it was sure of is not sure any more.
        until(lambda: not is_kept(alone, salon["path"]), 5)
        assert not any(is_kept(alone, salon["path"]) for _ in range(5))
        assert free(alone, salon)
        book(given)
        assert not free(alone, salon)


def test_while_nobody_listens_nothing_is_kept(
    http: httpx.Client, given: Given, salon: dict[str, str]
) -> None:
    until(lambda: is_kept(http, salon["path"]))
    given.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity"
        " where query like 'listen%' and datname = current_database()"
    )
    book(given)
    time.sleep(0.1)
    assert not free(http, salon)
    until(lambda: is_kept(http, salon["path"]))
    assert not free(http, salon)


def test_two_processes_answer_alike_once_they_have_heard(
    web_url: str, given: Given, salon: dict[str, str]
) -> None:
    """Whatever happens in whatever order, what is kept is what would be worked out."""
    chance = random.Random(7)
    given.execute("select given.resource('alder', 'Ben'), given.service('alder', 'Dye', 90, 'Ben')")
    given.execute("select given.requirement('alder', 'Cut', 2, 1, 'Ben')")
    services = [
        value(given, "select given.service_id('alder', %s)", name) for name in ("Cut", "Dye")
    ]
    days = [value(given, "select given.day(%s)::date", n) for n in range(4)]
    paths = [
        f"/v1/tenants/alder/availability?service_id={service}&from={day}&to={other}"
        for service in services for day in days for other in days if day <= other
    ]  # fmt: skip
    changes = [
        "update data.hours set opens_at = make_time(%s, 0, 0) where weekday = 2",
        "update data.services set duration_minutes = 15 * (1 + %s) where name = 'Dye'",
        "update data.tenants set slot_minutes = 5 + %s",
        "update data.resources set max_per_day = 1 + %s where name = 'Ben'",
    ]
    cancel = (
        "update data.bookings set status = 'cancelled_by_business'"
        " where booking_id = (select booking_id from data.bookings where status = 'confirmed'"
        " order by md5(booking_id::text || %s) limit 1)"
    )
    with (
        serving(web_url, worker=True) as keeps,
        serving(web_url, kept_answers_bytes=0) as works_out,
    ):
        until(lambda: is_kept(keeps, paths[0]))
        stop = threading.Event()

        def look() -> None:
            with httpx.Client(base_url=keeps.base_url) as client:
                own = random.Random(threading.get_ident())
                while not stop.is_set():
                    assert client.get(own.choice(paths)).status_code == 200

        with ThreadPoolExecutor(3) as pool:
            looking = [pool.submit(look) for _ in range(3)]
            try:
                before = hits()
                for _ in range(8):
                    for _ in range(chance.randint(1, 4)):
                        what = chance.random()
                        if what < 0.6:
                            response = keeps.post(
                                "/v1/tenants/alder/bookings",
                                json={
                                    "service_id": str(chance.choice(services)),
                                    "starts_at": value(
                                        given, "select given.at('alder', given.day(%s, %s))",
                                        chance.randint(0, 3), f"{chance.randint(9, 15)}:00",
                                    ),
                                    "customer": {"name": "Zoe", "email": "zoe@customers.test"},
                                },
                            )  # fmt: skip
                            assert response.status_code in (201, 409, 422), response.text
                        elif what < 0.8:
                            given.execute(cancel.encode(), [str(chance.random())])
                        else:
                            given.execute(chance.choice(changes).encode(), [chance.randint(0, 5)])
                    settle(given)
                    for path in chance.sample(paths, 6):
                        assert keeps.get(path).json() == works_out.get(path).json()
                assert hits() > before
            finally:
                stop.set()
            for each in looking:
                each.result()


def settle(given: Given) -> None:
    """Wait until all that happened is published, and then for as long as telling takes."""
    until(lambda: value(given, "select count(*) = 0 from data.events where sequence is null"))
    time.sleep(0.1)


@pytest.mark.database("own")  # Which is told to count.
def test_many_who_ask_at_once_are_answered_once(
    http: httpx.Client, given: Given, salon: dict[str, str]
) -> None:
    until(lambda: is_kept(http, salon["path"]))
    calls = "select coalesce(sum(calls), 0) from pg_stat_user_functions where funcname = %s"
    given.execute("alter database {} set track_functions = 'pl'".format(
        value(given, "select current_database()")
    ).encode())  # fmt: skip
    given.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity"
        " where usename = 'holdfast_web' and datname = current_database()"
    )
    until(lambda: is_kept(http, salon["path"]))
    time.sleep(1.2)
    before = value(given, calls, "get_availability")
    given.execute("update data.services set name = 'Trim'")
    settle(given)
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: http.get(salon["path"]).status_code, range(40)))
    assert answers == [200] * 40
    until(lambda: value(given, "select pg_stat_force_next_flush() is not null") is not None)
    time.sleep(1.2)
    assert value(given, calls, "get_availability") - before <= 20


# -- the book-keeping, without a server -----------------------------------------------------------

TENANT, OTHER = "1" * 8, "2" * 8


class Shelf:
    """What is kept, of answers that are made up here."""

    def __init__(self, **overrides: Any) -> None:
        self.listener = SimpleNamespace(is_up=True)
        self.kept = Kept(settings("", **overrides), self.listener)  # type: ignore[arg-type]
        self.kept.heard({})

    def ask(
        self, query: str, tenant: str = TENANT, *, seconds: float = 60, size: int = 10,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        async def work() -> Response:
            meanwhile()
            headers = {"Keep-Seconds": f"{seconds} {tenant}", "ETag": '"x"'}
            return Response(b"." * size, headers=headers)

        response = asyncio.run(self.kept.answered(self.scope(query, tenant), work))
        assert "keep-seconds" not in response.headers

    def scope(self, query: str, tenant: str) -> dict[str, Any]:
        return {
            "raw_path": tenant.encode(),
            "query_string": query.encode(),
            "path_params": {"slug": f"slug-{tenant}"},
        }

    def has(self, query: str, tenant: str = TENANT) -> bool:
        return self.kept.find((tenant.encode(), query.encode())) is not None


def test_an_answer_begun_before_a_change_is_not_kept() -> None:
    shelf = Shelf()
    shelf.ask("a", meanwhile=lambda: shelf.kept.heard({TENANT: 2}))
    assert not shelf.has("a")
    shelf.ask("a", meanwhile=lambda: shelf.kept.heard({OTHER: 2}))
    assert shelf.has("a")
    shelf.ask("b", meanwhile=lambda: shelf.kept.heard(None))
    assert not shelf.has("b")
    assert not shelf.has("a")


def test_a_change_ends_what_is_of_its_business_and_nothing_else() -> None:
    shelf = Shelf()
    shelf.ask("a")
    shelf.ask("b")
    shelf.ask("a", OTHER)
    shelf.kept.heard({TENANT: 2})
    assert not shelf.has("a")
    assert not shelf.has("b")
    assert shelf.has("a", OTHER)


def test_what_was_used_longest_ago_makes_room() -> None:
    shelf = Shelf(kept_answers_bytes=3 * (kept.OVERHEAD_BYTES + 200))
    for query in "abc":
        shelf.ask(query, size=100)
    assert shelf.has("a")
    shelf.ask("d", size=100)
    assert [shelf.has(query) for query in "abcd"] == [True, False, True, True]
    shelf.ask("e", size=10_000)
    assert not shelf.has("e")
    assert shelf.has("a")
    shelf.kept.heard(None)
    assert shelf.kept._size == 0


def test_its_time_runs_out() -> None:
    shelf = Shelf()
    shelf.ask("a", seconds=0.05)
    shelf.ask("b", seconds=0)
    assert shelf.has("a")
    assert not shelf.has("b")
    time.sleep(0.06)
    assert not shelf.has("a")
    assert shelf.kept._size == 0


def test_after_a_silence_nothing_is_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "PATIENCE_SECONDS", 0.05)
    shelf = Shelf()
    shelf.ask("a")
    assert shelf.has("a")
    time.sleep(0.06)
    assert not shelf.has("a")
    shelf.kept.heard({})
    assert not shelf.has("a")


def test_of_many_businesses_the_changes_are_remembered_well_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kept, "MOST_BUSINESSES", 2)
    shelf = Shelf()
    others = {str(number): 1 for number in range(5)}
    shelf.ask("a", meanwhile=lambda: shelf.kept.heard({TENANT: 2} | others))
    assert not shelf.has("a")
    shelf.ask("a")
    assert shelf.has("a")
