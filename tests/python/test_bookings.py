"""Bookings as a client of the API meets them, over real HTTP."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import httpx
import psycopg
import pytest
from live import settings

from app.tokens import Tokens

pytestmark = pytest.mark.database("reused")

Given = psycopg.Connection[tuple[Any, ...]]
ZOE = {"name": "Zoe", "email": "zoe@customers.test", "phone": "+39 06 1234567"}


def value(given: Given, query: str, *arguments: Any) -> Any:
    row = given.execute(query.encode(), arguments).fetchone()
    assert row is not None
    return row[0]


@pytest.fixture
def salon(given: Given) -> dict[str, str]:
    """A business with two people who cut; ids by name."""
    given.execute("select given.tenant('alder')")
    given.execute("select given.tenant('birch')")
    for name in ("Ann", "Ben"):
        given.execute("select given.resource('alder', %s)", [name])
    given.execute("select given.service('alder', 'Cut', 60, 'Ann', 'Ben')")
    return {
        "alder": str(value(given, "select given.tenant_id('alder')")),
        "birch": str(value(given, "select given.tenant_id('birch')")),
        "Ann": str(value(given, "select given.resource_id('alder', 'Ann')")),
        "Ben": str(value(given, "select given.resource_id('alder', 'Ben')")),
        "Cut": str(value(given, "select given.service_id('alder', 'Cut')")),
        "ten": value(given, "select given.at('alder', given.day(0, '10:00'))"),
        "noon": value(given, "select given.at('alder', given.day(0, '12:00'))"),
        "day": str(value(given, "select given.day(0)::date")),
        "olga": str(value(given, "select given.member('alder', 'Olga', 'owner')")),
    }


@pytest.fixture
def token(salon: dict[str, str]) -> Callable[..., dict[str, str]]:
    """Headers of somebody who is signed in."""

    def headers(role: str = "owner", tenant: str = "alder") -> dict[str, str]:
        access = Tokens(settings("")).access(salon["olga"], salon[tenant], role)
        return {"authorization": f"Bearer {access}"}

    return headers


def book(http: httpx.Client, salon: dict[str, str], **more: Any) -> httpx.Response:
    headers = more.pop("headers", {})
    body = {"service_id": salon["Cut"], "starts_at": salon["ten"], "customer": ZOE} | more
    return http.post("/v1/tenants/alder/bookings", json=body, headers=headers)


def test_a_stranger_books_looks_moves_and_cancels(
    http: httpx.Client, salon: dict[str, str]
) -> None:
    made = book(http, salon)
    assert made.status_code == 201
    assert made.headers["etag"] == '"1"'
    booking = made.json()
    assert booking["status"] == "confirmed"
    assert booking["customer"] == ZOE | {"id": booking["customer"]["id"]}

    url = f"/v1/tenants/alder/bookings/{booking['id']}"
    mine = {"authorization": f"Bearer {booking['manage_token']}"}
    assert http.get(url).status_code == 404
    assert http.get(url, headers=mine).json() == {
        key: booking[key] for key in booking if key != "manage_token"
    }
    assert http.get(url, params={"token": booking["manage_token"]}).status_code == 200

    moved = http.post(f"{url}/reschedule", json={"starts_at": salon["noon"]}, headers=mine)
    assert (moved.status_code, moved.json()["starts_at"]) == (200, salon["noon"])
    assert (moved.json()["id"], moved.json()["version"]) == (booking["id"], 2)

    stale = http.post(f"{url}/cancel", headers=mine | {"if-match": '"1"'})
    assert (stale.status_code, stale.json()["type"]) == (412, "/problems/version-conflict")

    gone = http.post(f"{url}/cancel", headers=mine | {"if-match": '"2"'})
    assert (gone.status_code, gone.json()["status"]) == (200, "cancelled_by_customer")
    assert book(http, salon, starts_at=salon["noon"]).status_code == 201


def test_a_taken_slot_is_a_conflict_with_alternatives(
    http: httpx.Client, salon: dict[str, str]
) -> None:
    book(http, salon, resource_id=salon["Ann"])
    refused = book(http, salon, resource_id=salon["Ann"])

    assert refused.status_code == 409
    assert refused.headers["content-type"] == "application/problem+json"
    problem = refused.json()
    assert problem["type"] == "/problems/slot-taken"
    assert len(problem["alternatives"]) == 5
    assert problem["reasons"][0]["code"] == "booked"
    again = book(
        http, salon, resource_id=salon["Ann"], starts_at=problem["alternatives"][0]["starts_at"]
    )
    assert again.status_code == 201
    assert http.get(problem["type"]).status_code == 200


def test_availability_can_be_asked_whether_it_has_changed(
    http: httpx.Client, salon: dict[str, str]
) -> None:
    url = "/v1/tenants/alder/availability"
    what = {"service_id": salon["Cut"], "from": salon["day"], "to": salon["day"]}
    first = http.get(url, params=what)
    assert len(first.json()["slots"]) == 29
    assert first.json()["slots"][0]["resource_ids"] == sorted([salon["Ann"], salon["Ben"]])

    known = {"if-none-match": first.headers["etag"]}
    assert http.get(url, params=what, headers=known).status_code == 304
    book(http, salon)
    assert http.get(url, params=what, headers=known).status_code == 200


def test_explain_says_what_a_booking_would_be_refused_for(
    http: httpx.Client, salon: dict[str, str]
) -> None:
    book(http, salon, resource_id=salon["Ann"])
    answer = http.get(
        "/v1/tenants/alder/availability/explain",
        params={
            "service_id": salon["Cut"],
            "resource_id": salon["Ann"],
            "starts_at": salon["ten"],
        },
    )
    assert answer.json()["free"] is False
    assert answer.json()["reasons"][0]["code"] == "booked"


def test_a_request_sent_twice_is_done_once(http: httpx.Client, salon: dict[str, str]) -> None:
    key = {"idempotency-key": "a key of the client's making"}
    first = book(http, salon, headers=key)
    second = book(http, salon, headers=key)

    assert "idempotent-replayed" not in first.headers
    assert second.headers["idempotent-replayed"] == "true"
    assert second.headers["etag"] == first.headers["etag"]
    assert (second.status_code, second.content) == (first.status_code, first.content)

    other = book(http, salon, headers=key, note="something else")
    assert (other.status_code, other.json()["type"]) == (422, "/problems/idempotency-mismatch")


def test_two_strangers_may_happen_on_the_same_key(
    http: httpx.Client, salon: dict[str, str]
) -> None:
    key = {"idempotency-key": "1"}
    first = book(http, salon, headers=key)
    second = book(http, salon, headers=key, customer={"name": "Max", "email": "max@x.test"})
    assert first.status_code == second.status_code == 201
    assert first.json()["id"] != second.json()["id"]


def test_staff_work_through_the_day(
    http: httpx.Client, salon: dict[str, str], token: Callable[..., dict[str, str]]
) -> None:
    made = http.post(
        "/v1/bookings",
        json={
            "service_id": salon["Cut"],
            "starts_at": salon["ten"],
            "resource_id": salon["Ann"],
            "customer": {"name": "Walk-in"},
        },
        headers=token(),
    )
    assert made.status_code == 201
    url = f"/v1/bookings/{made.json()['id']}"

    listed = http.get("/v1/bookings", params={"resource_id": salon["Ann"]}, headers=token())
    assert [item["id"] for item in listed.json()["items"]] == [made.json()["id"]]
    assert http.post(f"{url}/check-in", headers=token()).json()["type"] == "/problems/too-early"
    assert http.post(f"{url}/decline", headers=token()).status_code == 409
    gone = http.post(f"{url}/cancel", headers=token())
    assert gone.json()["status"] == "cancelled_by_business"


def test_another_business_finds_nothing(
    http: httpx.Client, salon: dict[str, str], token: Callable[..., dict[str, str]]
) -> None:
    url = f"/v1/bookings/{book(http, salon).json()['id']}"
    theirs = token(tenant="birch")
    assert http.get(url, headers=theirs).status_code == 404
    assert http.post(f"{url}/cancel", headers=theirs).status_code == 404
    assert http.get("/v1/bookings", headers=theirs).json()["items"] == []


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"starts_at": "tomorrow"}, "#/starts_at"),
        ({"starts_at": "2099-01-01T10:00:00"}, "#/starts_at"),
        ({"starts_at": 5}, "#/starts_at"),
        ({"service_id": "x"}, "#/service_id"),
        ({"party_size": "2"}, "#/party_size"),
        ({"party_size": 0}, "#/party_size"),
        ({"party_size": 10**12}, "#/party_size"),
        ({"party_size": True}, "#/party_size"),
        ({"note": "x" * 2001}, "#/note"),
        ({"note": "a\0b"}, "#/note"),
        ({"note": "\ud800"}, "#/note"),
        ({"customer": {"name": "Zoe", "email": "nobody"}}, "#/customer/email"),
        ({"customer": {"email": "zoe@x.test"}}, "#/customer/name"),
        ({"customer": {"name": "Zoe", "email": "z@x.test", "vip": True}}, "#/customer/vip"),
        ({"customer": "Zoe"}, "#/customer"),
        ({"customer": None}, "#/customer"),
        ({"colour": "red"}, "#/colour"),
        ({"tenant_id": "019a0000-0000-7000-8000-000000000001"}, "#/tenant_id"),
    ],
    ids=str,
)
def test_a_value_that_does_not_fit_is_named_and_changes_nothing(
    http: httpx.Client, given: Given, salon: dict[str, str], change: dict[str, Any], pointer: str
) -> None:
    body = {"service_id": salon["Cut"], "starts_at": salon["ten"], "customer": ZOE} | change
    response = http.post(
        "/v1/tenants/alder/bookings",
        content=json.dumps(body),
        headers={"content-type": "application/json"},
    )
    assert response.status_code == 422, response.text
    assert [error["pointer"] for error in response.json()["errors"]] == [pointer]
    assert value(given, "select count(*) from data.bookings") == 0
    assert value(given, "select count(*) from data.customers") == 0


def test_null_is_as_good_as_nothing_and_two_point_nothing_is_two(
    http: httpx.Client, given: Given, salon: dict[str, str]
) -> None:
    body = {"service_id": salon["Cut"], "starts_at": salon["ten"], "customer": ZOE}
    response = http.post(
        "/v1/tenants/alder/bookings",
        json=body | {"party_size": 1.0, "resource_id": None, "note": None},
    )
    assert response.status_code == 201, response.text
    wrong = http.post("/v1/tenants/alder/bookings", json=body | {"party_size": 1.5, "colour": None})
    assert [error["pointer"] for error in wrong.json()["errors"]] == ["#/party_size", "#/colour"]


def test_what_is_missing_is_named(http: httpx.Client, salon: dict[str, str]) -> None:
    response = http.post("/v1/tenants/alder/bookings", json={})
    assert response.status_code == 422
    assert {error["pointer"] for error in response.json()["errors"]} == {
        "#/service_id",
        "#/starts_at",
        "#/customer",
    }


def test_fifty_clients_want_one_slot_and_one_gets_it(
    http: httpx.Client, given: Given, salon: dict[str, str]
) -> None:
    async def race() -> list[int]:
        limits = httpx.Limits(max_connections=50)
        async with httpx.AsyncClient(base_url=http.base_url, limits=limits, timeout=30) as client:
            body = {"service_id": salon["Cut"], "starts_at": salon["ten"]}
            answers = await asyncio.gather(
                *(
                    client.post(
                        "/v1/tenants/alder/bookings",
                        json=body
                        | {
                            "resource_id": salon["Ann"],
                            "customer": {"name": f"C{n}", "email": f"c{n}@x.test"},
                        },
                    )
                    for n in range(50)
                )
            )
        return [answer.status_code for answer in answers]

    statuses = asyncio.run(race())
    assert sorted(statuses) == [201] + [409] * 49
    assert value(given, "select count(*) from data.bookings") == 1
    assert value(given, "select count(*) from data.allocations") == 1
