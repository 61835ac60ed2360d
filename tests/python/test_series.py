"""Series as a client of the API meets them, over real HTTP; and that a preview tells the truth."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import httpx
import psycopg
import pytest
from conftest import Databases
from hypothesis import given as strategy
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from live import serving, settings

from app.dsn import as_user
from app.tokens import Tokens

pytestmark = pytest.mark.database("reused")

Given = psycopg.Connection[tuple[Any, ...]]
Salon = dict[str, str]
ZOE = {"name": "Zoe", "email": "zoe@customers.test"}
PUBLIC = "/v1/tenants/alder/series"


def value(given: Given, query: str, *arguments: Any) -> Any:
    row = given.execute(query.encode(), arguments).fetchone()
    assert row is not None
    return row[0]


def furnish(given: Given) -> Salon:
    """A business with two people who cut; ids by name."""
    given.execute("select given.tenant('alder')")
    for name in ("Ann", "Ben"):
        given.execute("select given.resource('alder', %s)", [name])
    given.execute("select given.service('alder', 'Cut', 60, 'Ann', 'Ben')")
    return {
        "alder": str(value(given, "select given.tenant_id('alder')")),
        "olga": str(value(given, "select given.member('alder', 'Olga', 'owner')")),
        "Ann": str(value(given, "select given.resource_id('alder', 'Ann')")),
        "Cut": str(value(given, "select given.service_id('alder', 'Cut')")),
    }


def at(given: Given, day: int, clock: str) -> str:
    return str(value(given, "select given.at('alder', given.day(%s, %s))", day, clock))


@pytest.fixture
def salon(given: Given) -> Salon:
    return furnish(given)


@pytest.fixture
def ask(http: httpx.Client, given: Given, salon: Salon) -> Callable[..., httpx.Response]:
    """Asks for ten o'clock with Ann, every week; what is said otherwise counts."""

    def post(path: str = "", headers: dict[str, str] | None = None, **more: Any) -> httpx.Response:
        body = {
            "service_id": salon["Cut"],
            "resource_id": salon["Ann"],
            "starts_at": at(given, 0, "10:00"),
            "rrule": "FREQ=WEEKLY;COUNT=4",
            "customer": ZOE,
        }
        sent = {name: each for name, each in (body | more).items() if each is not None}
        return http.post(f"{PUBLIC}{path}", json=sent, headers=headers)

    return post


@pytest.fixture
def owner(salon: Salon) -> dict[str, str]:
    access = Tokens(settings("")).access(salon["olga"], salon["alder"], "owner")
    return {"authorization": f"Bearer {access}"}


def starts(series: dict[str, Any]) -> list[str]:
    return [booking["starts_at"] for booking in series["bookings"]]


def test_a_stranger_books_looks_moves_and_cancels(
    http: httpx.Client, given: Given, ask: Callable[..., httpx.Response]
) -> None:
    looked = ask("/preview")
    assert (looked.status_code, looked.json()["bookable"]) == (200, True)
    made = ask()
    assert made.status_code == 201, made.text
    series = made.json()
    assert starts(series) == [at(given, 7 * n, "10:00") for n in range(4)]
    assert starts(series) == [each["starts_at"] for each in looked.json()["occurrences"]]

    url, mine = f"{PUBLIC}/{series['id']}", {"authorization": f"Bearer {series['manage_token']}"}
    assert http.get(url).json()["type"] == "/problems/series-not-found"
    assert http.get(url, headers=mine).json()["bookings"] == series["bookings"]

    third = series["bookings"][2]["id"]
    later = {"starts_at": at(given, 15, "11:00"), "from_booking_id": third}
    moved = http.post(f"{url}/reschedule", json=later, headers=mine)
    assert moved.status_code == 200, moved.text
    assert starts(moved.json()) == [
        at(given, 0, "10:00"),
        at(given, 7, "10:00"),
        at(given, 15, "11:00"),
        at(given, 22, "11:00"),
    ]

    # This one alone: as any booking, with the series' token.
    one = f"/v1/tenants/alder/bookings/{series['bookings'][0]['id']}"
    assert http.post(f"{one}/cancel", headers=mine).json()["status"] == "cancelled_by_customer"
    ended = http.post(f"{url}/cancel", json={"from_booking_id": third}, headers=mine)
    assert [booking["status"] for booking in ended.json()["bookings"]] == [
        "cancelled_by_customer",
        "confirmed",
        "cancelled_by_customer",
        "cancelled_by_customer",
    ]


def test_staff_book_and_find_series(
    http: httpx.Client, given: Given, salon: Salon, owner: dict[str, str]
) -> None:
    body = {
        "service_id": salon["Cut"],
        "starts_at": at(given, 0, "10:00"),
        "rrule": "FREQ=DAILY;COUNT=3",
        "customer": {"name": "Walk-in"},
    }
    assert http.post("/v1/series/preview", json=body, headers=owner).json()["bookable"]
    made = http.post("/v1/series", json=body, headers=owner)
    assert made.status_code == 201, made.text
    (found,) = http.get("/v1/series", headers=owner).json()["items"]
    assert (found["id"], found["to_come"]) == (made.json()["id"], 3)
    url = f"/v1/series/{found['id']}"
    assert starts(http.get(url, headers=owner).json()) == starts(made.json())
    to = {"starts_at": at(given, 1, "10:00")}
    assert http.post(f"{url}/reschedule", json=to, headers=owner).status_code == 200
    ended = http.post(f"{url}/cancel", headers=owner)
    assert {booking["status"] for booking in ended.json()["bookings"]} == {"cancelled_by_business"}
    over = http.post(f"{url}/cancel", headers=owner)
    assert (over.status_code, over.json()["type"]) == (409, "/problems/series-over")


def test_every_conflict_is_told_and_not_the_first_two(
    http: httpx.Client, given: Given, salon: Salon, ask: Callable[..., httpx.Response]
) -> None:
    for day in (14, 35, 49):
        taken = {
            "service_id": salon["Cut"],
            "resource_id": salon["Ann"],
            "starts_at": at(given, day, "10:00"),
            "customer": ZOE,
        }
        assert http.post("/v1/tenants/alder/bookings", json=taken).status_code == 201
    refused = ask(rrule="FREQ=WEEKLY;COUNT=8")
    assert refused.status_code == 409
    problem = refused.json()
    assert problem["type"] == "/problems/series-conflict"
    assert [each["starts_at"] for each in problem["conflicts"]] == [
        at(given, day, "10:00") for day in (14, 35, 49)
    ]
    assert all(len(each["alternatives"]) == 5 for each in problem["conflicts"])
    assert value(given, "select count(*) from data.bookings where series_id is not null") == 0

    made = ask(rrule="FREQ=WEEKLY;COUNT=8", mode="propose_alternatives").json()
    assert (len(made["bookings"]), len(made["skipped"])) == (5, 3)


def test_a_series_ends_when_until_says(given: Given, ask: Callable[..., httpx.Response]) -> None:
    last = value(given, "select to_char(given.day(21), 'YYYYMMDD')")
    for until in (last, f"{last}T100000", f"{last}T090000Z"):
        looked = ask("/preview", rrule=f"FREQ=WEEKLY;UNTIL={until}")
        assert looked.status_code == 200, looked.text
        # Ten on the wall is nine or eight in UTC, by the season.
        assert len(looked.json()["occurrences"]) in ((4,) if "Z" not in until else (3, 4))
    at_ten = value(
        given,
        "select to_char(given.at('alder', given.day(21, '10:00'))::timestamptz"
        " at time zone 'UTC', 'YYYYMMDD\"T\"HH24MISS\"Z\"')",
    )
    assert len(ask("/preview", rrule=f"FREQ=WEEKLY;UNTIL={at_ten}").json()["occurrences"]) == 4


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"rrule": "FREQ=WEEKLY"}, "#/rrule"),
        ({"rrule": "FREQ=HOURLY;COUNT=3"}, "#/rrule"),
        ({"rrule": "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=2"}, "#/rrule"),
        ({"rrule": "FREQ=DAILY;COUNT=105"}, "#/rrule"),
        ({"rrule": "X" * 501}, "#/rrule"),
        ({"rrule": 5}, "#/rrule"),
        ({"rrule": None}, "#/rrule"),
        ({"rrule": "FREQ=WEEKLY;COUNT=2;BYDAY=SU"}, "#/starts_at"),
        ({"rrule": "FREQ=DAILY;UNTIL=20200101"}, "#/rrule"),
        ({"starts_at": "1970-01-01T10:00:00Z"}, "#/starts_at"),
        ({"starts_at": "2099-01-01T10:00:00"}, "#/starts_at"),
        ({"mode": "some"}, "#/mode"),
        ({"local_starts": "{}"}, "#/local_starts"),
        ({"service_id": "x"}, "#/service_id"),
        ({"service_id": "019a0000-0000-7000-8000-000000000000"}, "#/service_id"),
        ({"customer": {"name": "Zoe"}}, "#/customer/email"),
    ],
    ids=str,
)
def test_a_value_that_does_not_fit_is_named_and_changes_nothing(
    given: Given, ask: Callable[..., httpx.Response], change: dict[str, Any], pointer: str
) -> None:
    for path in ("", "/preview"):
        response = ask(path, **change)
        assert response.status_code in (404, 422), response.text
        assert [error["pointer"] for error in response.json()["errors"]] == [pointer]
    assert value(given, "select count(*) from data.series") == 0


def test_an_id_that_is_none_is_named_and_preview_is_no_id(
    http: httpx.Client, owner: dict[str, str]
) -> None:
    for at in ("/v1/series", PUBLIC):
        refused = http.get(f"{at}/nope", headers=owner)
        assert refused.status_code == 422
        assert [each["pointer"] for each in refused.json()["errors"]] == ["#/series_id"]
        assert http.get(f"{at}/preview", headers=owner).status_code == 405


def test_a_series_of_too_many_is_refused_as_such(ask: Callable[..., httpx.Response]) -> None:
    for path in ("", "/preview"):
        refused = ask(path, rrule="FREQ=DAILY;COUNT=105")
        assert (refused.status_code, refused.json()["type"]) == (422, "/problems/series-too-long")


@pytest.mark.parametrize(("what", "late"), [("cancel", "cancel"), ("move", "reschedule")])
def test_who_is_too_late_for_one_of_a_series_is_told_for_which(
    given: Given, ask: Callable[..., httpx.Response], http: httpx.Client, what: str, late: str
) -> None:
    made = ask().json()
    one = made["bookings"][1]
    given.execute(
        f"update data.bookings set {late}_window_minutes = 60 * 24 * 60 where booking_id = %s",
        (one["id"],),
    )
    refused = http.post(
        f"{PUBLIC}/{made['id']}/{late}",
        json={"starts_at": made["bookings"][0]["starts_at"]} if what == "move" else {},
        headers={"authorization": f"Bearer {made['manage_token']}"},
    ).json()
    assert refused["type"] == f"/problems/too-late-to-{late}"
    assert (refused["booking_id"], refused["starts_at"]) == (one["id"], one["starts_at"])
    assert what in refused["detail"]


def test_a_request_sent_twice_is_done_once_whatever_has_become_of_the_service(
    given: Given, ask: Callable[..., httpx.Response]
) -> None:
    key = {"idempotency-key": "mine"}
    first = ask(headers=key)
    given.execute("update data.services set archived_at = now()")
    second = ask(headers=key)
    assert second.headers["idempotent-replayed"] == "true"
    assert (second.status_code, second.content) == (first.status_code, first.content)
    other = ask(headers=key, rrule="FREQ=WEEKLY;COUNT=5")
    assert other.json()["type"] == "/problems/idempotency-mismatch"
    assert ask().json()["type"] == "/problems/service-not-found"


def test_ten_stays_ten_when_the_clocks_change(
    given: Given, ask: Callable[..., httpx.Response], http: httpx.Client, owner: dict[str, str]
) -> None:
    def wall(day: int, clock: str, offset: str) -> datetime:
        local = value(given, "select given.autumn(%s, %s)", day, clock)
        return datetime.fromisoformat(f"{local.isoformat()}{offset}")

    def read(series: dict[str, Any]) -> list[datetime]:
        return [datetime.fromisoformat(each) for each in starts(series)]

    ten = wall(-1, "10:00", "+02:00")
    made = ask(starts_at=ten.isoformat(), rrule="FREQ=DAILY;COUNT=2").json()
    assert read(made) == [ten, wall(0, "10:00", "+01:00")]
    eleven = wall(-1, "11:00", "+02:00")
    to = {"starts_at": eleven.isoformat()}
    moved = http.post(f"/v1/series/{made['id']}/reschedule", json=to, headers=owner).json()
    assert read(moved) == [eleven, wall(0, "11:00", "+01:00")]


# -- a preview tells the truth ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def town(databases: Databases, vocabulary: str) -> Iterator[tuple[httpx.Client, Given, Salon]]:
    """A business with a calendar that has gaps, and its application."""
    url = databases.create(vocabulary)
    with (
        psycopg.connect(url, autocommit=True) as given,
        serving(as_user(url, "holdfast_web")) as http,
    ):
        salon = furnish(given)
        given.execute("update data.tenants set max_per_customer_per_day = 2, horizon_days = 60")
        given.execute("update data.resources set max_per_day = 3 where name = 'Ben'")
        for day in (2, 3, 7, 8, 14, 16, 21, 30):
            clock = f"{10 + day % 3}:00"
            query = "select given.booking('alder', 'Cut', 'Ann', given.day(%s, %s))"
            given.execute(query, [day, clock])
        yield http, given, salon
    databases.drop(url)


def told(conflicts: list[dict[str, Any]], anyone: bool) -> list[Any]:
    """What is said of conflicts, but for what the passing seconds change. Among anyone, chance
    decides who takes the others of the series, and so what is free nearby."""
    return [
        (
            each["starts_at"],
            [reason["code"] for reason in each["reasons"]],
            None if anyone else each["alternatives"],
        )
        for each in conflicts
    ]


@hypothesis_settings(max_examples=40, deadline=None)
@strategy(
    day=st.integers(0, 9),
    hour=st.integers(8, 17),
    often=st.sampled_from(["DAILY", "WEEKLY", "DAILY;INTERVAL=2", "MONTHLY"]),
    count=st.integers(1, 12),
    mode=st.sampled_from(["all_or_nothing", "skip_conflicts", "propose_alternatives"]),
    anyone=st.booleans(),
    customer=st.sampled_from(["zoe", "max"]),
)
def test_what_a_preview_says_is_what_booking_does(
    town: tuple[httpx.Client, Given, Salon],
    day: int,
    hour: int,
    often: str,
    count: int,
    mode: str,
    anyone: bool,
    customer: str,
) -> None:
    """What is booked stays, so the calendar gets fuller from example to example."""
    http, given, salon = town
    body = {
        "service_id": salon["Cut"],
        "starts_at": at(given, day, f"{hour}:00"),
        "rrule": f"FREQ={often};COUNT={count}",
        "mode": mode,
        "customer": {"name": customer, "email": f"{customer}@customers.test"},
        **({} if anyone else {"resource_id": salon["Ann"]}),
    }
    before = value(given, "select count(*) from data.bookings")
    preview = http.post(f"{PUBLIC}/preview", json=body).json()
    assert value(given, "select count(*) from data.bookings") == before
    made = http.post(PUBLIC, json=body)

    conflicts = [each for each in preview["occurrences"] if not each["free"]]
    free = [each["starts_at"] for each in preview["occurrences"] if each["free"]]
    assert len(preview["occurrences"]) == count
    assert made.status_code == (201 if preview["bookable"] else 409), made.text
    answer = made.json()
    if preview["bookable"]:
        assert starts(answer) == free
        assert told(answer["skipped"], anyone) == told(conflicts, anyone)
        assert answer["total"] == preview["total"]
    else:
        assert told(answer["conflicts"], anyone) == told(conflicts, anyone)
        assert value(given, "select count(*) from data.bookings") == before
    assert preview["bookable"] == (not conflicts if mode == "all_or_nothing" else bool(free))
    assert json.dumps(preview).count('"alternatives": [{') <= 10
