"""Bookings that are made together are made as if alone."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import httpx
import psycopg
import pytest
from live import Together, serving

Given = psycopg.Connection[tuple[Any, ...]]

PATH = "/v1/tenants/alder/bookings"
HOURS = [f"{hour:02}:00" for hour in range(9, 17)]


def value(given: Given, query: str, *arguments: Any) -> Any:
    row = given.execute(query.encode(), arguments).fetchone()
    assert row is not None
    return row[0]


@pytest.fixture
def http(web_url: str) -> Iterator[httpx.Client]:
    """The application with two workers that take up to eight at a time."""
    with serving(web_url, combine_bookings=8) as client:
        yield client


@pytest.fixture
def salon(given: Given) -> dict[str, Any]:
    """A business with four people who cut; its ids, and the starts of two days."""
    names = ("Ann", "Ben", "Cleo", "Dan")
    given.execute("select given.tenant('alder')")
    for name in names:
        given.execute("select given.resource('alder', %s)", [name])
    given.execute("select given.service('alder', 'Cut', 60, 'Ann', 'Ben', 'Cleo', 'Dan')")
    return {
        "cut": str(value(given, "select given.service_id('alder', 'Cut')")),
        "leads": [
            str(value(given, "select given.resource_id('alder', %s)", name)) for name in names
        ],
        "starts": [
            value(given, "select given.at('alder', given.day(%s, %s::time))", day, hour)
            for day in range(2)
            for hour in HOURS
        ],
    }


def wish(salon: dict[str, Any], number: int, **more: Any) -> dict[str, Any]:
    """A request of somebody new: the first start with the first lead, unless more says so."""
    return {
        "service_id": salon["cut"],
        "resource_id": salon["leads"][0],
        "starts_at": salon["starts"][0],
        "customer": {"name": f"C{number}", "email": f"c{number}@customers.test"},
    } | more


def at_once(
    http: httpx.Client, wishes: Sequence[dict[str, Any]], keys: Sequence[str] = ()
) -> list[httpx.Response]:
    """Send all of them at the same time, the first ones with these keys."""

    async def send() -> list[httpx.Response]:
        limits = httpx.Limits(max_connections=len(wishes))
        async with httpx.AsyncClient(base_url=http.base_url, limits=limits, timeout=30) as client:
            return await asyncio.gather(
                *(
                    client.post(
                        PATH,
                        json=each,
                        headers={"Idempotency-Key": keys[nth]} if nth < len(keys) else {},
                    )
                    for nth, each in enumerate(wishes)
                )
            )

    return asyncio.run(send())


def transactions(given: Given) -> int:
    """How many transactions made all the bookings: each has its own time. (Within one, each booking
    has a savepoint, and by that an xmin of its own.)"""
    return int(value(given, "select count(distinct created_at) from data.bookings"))


def test_free_slots_are_booked_in_fewer_transactions(
    web_url: str, given: Given, salon: dict[str, Any]
) -> None:
    """Who are all there when the only worker comes are served eight at a time."""
    wishes = [
        wish(salon, 4 * nth + of, starts_at=start, resource_id=lead)
        for nth, start in enumerate(salon["starts"])
        for of, lead in enumerate(salon["leads"])
    ]
    with serving(
        web_url, around=lambda app: Together(app, len(wishes)), combine_bookings=8, pool_size=2
    ) as http:
        assert http.get("/v1/tenants/alder").status_code == 200  # It has read the contract.
        answers = at_once(http, wishes)
    assert Counter(answer.status_code for answer in answers) == {201: 64}
    for asked, answer in zip(wishes, answers, strict=True):
        assert answer.json()["starts_at"] == asked["starts_at"]
        assert answer.json()["customer"]["email"] == asked["customer"]["email"]
        assert answer.headers["etag"] == '"1"'
    assert transactions(given) == 8
    assert value(given, "select count(*) from data.violations") == 0


@pytest.mark.parametrize("kinds", [1, 2], ids=["one start", "overlapping starts"])
def test_of_fifty_who_want_one_slot_one_gets_it(
    http: httpx.Client, given: Given, salon: dict[str, Any], kinds: int
) -> None:
    starts = [salon["starts"][0], value(given, "select given.at('alder', given.day(0, '09:30'))")]
    answers = at_once(http, [wish(salon, n, starts_at=starts[n % kinds]) for n in range(50)])
    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: 49}
    assert all(
        len(answer.json()["alternatives"]) == 5 for answer in answers if answer.status_code == 409
    )
    assert value(given, "select count(*) from data.bookings") == 1


def test_nobody_is_hurt_by_another_and_each_is_told_what_they_would_be_told_alone(
    http: httpx.Client, given: Given, salon: dict[str, Any]
) -> None:
    bad: list[tuple[dict[str, Any], int, str]] = [
        ({"starts_at": "at noon"}, 422, "invalid-arguments"),
        ({"starts_at": "2026-01-01T10:00:00Z"}, 422, "too-soon"),
        ({"service_id": "019a0000-0000-7000-8000-000000000000"}, 404, "service-not-found"),
        ({"customer": {"name": "Nobody"}}, 422, "customer-invalid"),
        ({"party_size": 0}, 422, "invalid-arguments"),
        ({"note": "x" * 3000}, 422, "invalid-arguments"),
    ]
    wishes = []
    for nth, start in enumerate(salon["starts"][:8]):
        wishes.append(wish(salon, nth, starts_at=start))
        wishes += [wish(salon, 100 + nth, starts_at=salon["starts"][15]) | each for each, *_ in bad]
    answers = at_once(http, wishes)
    for nth, answer in enumerate(answers):
        if nth % 7 == 0:
            assert answer.status_code == 201, answer.text
        else:
            _, status, kind = bad[nth % 7 - 1]
            assert answer.status_code == status, answer.text
            assert answer.json()["type"] == f"/problems/{kind}"
    assert value(given, "select count(*) from data.bookings") == 8
    assert value(given, "select count(*) from data.customers") == 8


def test_the_same_request_many_times_is_one_booking(
    http: httpx.Client, given: Given, salon: dict[str, Any]
) -> None:
    answers = at_once(http, [wish(salon, 0)] * 30, ["the same"] * 30)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    assert sum("idempotent-replayed" in answer.headers for answer in answers) == 29
    assert value(given, "select count(*) from data.bookings") == 1


def test_who_want_several_people_crosswise_do_not_wait_for_one_another_for_long(
    http: httpx.Client, given: Given, salon: dict[str, Any]
) -> None:
    """Anyone, or two of them, or one: nobody can say beforehand who locks what."""
    given.execute("select given.service('alder', 'Duet', 60, 'Ann', 'Ben')")
    given.execute("select given.requirement('alder', 'Duet', 2, 1, 'Cleo', 'Dan')")
    duet = str(value(given, "select given.service_id('alder', 'Duet')"))
    deadlocks = "select deadlocks from pg_stat_database where datname = current_database()"
    before = value(given, deadlocks)
    wishes = [
        wish(
            salon,
            n,
            starts_at=salon["starts"][n % 4],
            service_id=duet if n % 3 == 0 else salon["cut"],
            resource_id=None if n % 3 == 1 else salon["leads"][n % 2],
        )
        for n in range(60)
    ]
    answers = at_once(http, wishes)
    assert {answer.status_code for answer in answers} == {201, 409}
    assert max(answer.elapsed.total_seconds() for answer in answers) < 10
    assert value(given, deadlocks) == before
    assert value(given, "select count(*) from data.violations") == 0
    assert value(given, "select count(*) from data.bookings") == sum(
        answer.status_code == 201 for answer in answers
    )
