"""The customers of a business: found by phone, merged, with notes and consents; over real HTTP."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import httpx
import psycopg
import pytest
from live import serving, settings

from app.phones import countries, e164
from app.tokens import Tokens

pytestmark = pytest.mark.database("reused")

Given = psycopg.Connection[tuple[Any, ...]]
Headers = dict[str, str]
Make = Callable[..., dict[str, Any]]

CUSTOMERS = "/v1/customers"


def value(given: Given, query: str, *arguments: Any) -> Any:
    row = given.execute(query.encode(), arguments).fetchone()
    assert row is not None
    return row[0]


@pytest.fixture
def salon(given: Given) -> dict[str, str]:
    """A business in Rome with two people who cut; ids by name."""
    given.execute("select given.tenant('alder'), given.tenant('birch')")
    for name in ("Ann", "Ben"):
        given.execute("select given.resource('alder', %s)", [name])
    given.execute("select given.service('alder', 'Cut', 60, 'Ann', 'Ben')")
    ids = {
        name: str(value(given, "select given.member('alder', %s, %s)", name, role))
        for name, role in (("Olga", "owner"), ("Max", "manager"), ("Ann", "staff"))
    }
    return ids | {
        "alder": str(value(given, "select given.tenant_id('alder')")),
        "Cut": str(value(given, "select given.service_id('alder', 'Cut')")),
        "lead": str(value(given, "select given.resource_id('alder', 'Ann')")),
    }


@pytest.fixture
def who(salon: dict[str, str]) -> Callable[..., Headers]:
    """Headers of somebody who works there."""

    def headers(name: str = "Olga", **more: str) -> Headers:
        role = {"Olga": "owner", "Max": "manager", "Ann": "staff"}[name]
        access = Tokens(settings("")).access(salon[name], salon["alder"], role)
        return {"authorization": f"Bearer {access}"} | more

    return headers


@pytest.fixture
def make(http: httpx.Client, who: Callable[..., Headers]) -> Make:
    """Records a customer; the answer."""

    def ask(name: str, **more: Any) -> dict[str, Any]:
        answer = http.post(CUSTOMERS, json={"name": name} | more, headers=who())
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    return ask


@pytest.fixture
def book(http: httpx.Client, given: Given, salon: dict[str, str]) -> Callable[..., httpx.Response]:
    """Books as a guest, so many days ahead."""

    def ask(day: int = 0, hour: int = 10, **customer: Any) -> httpx.Response:
        at = value(given, "select given.at('alder', given.day(%s, %s))", day, f"{hour}:00")
        customer = {"name": "Zoe", "email": "zoe@customers.test"} | customer
        body = {"service_id": salon["Cut"], "starts_at": at, "customer": customer}
        return http.post("/v1/tenants/alder/bookings", json=body)

    return ask


def names(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [each["name"] for each in answer.json()["items"]]


def slug_of(answer: httpx.Response) -> tuple[int, str]:
    """What kind of problem it is."""
    return answer.status_code, str(answer.json()["type"]).removeprefix("/problems/")


# -- telephone numbers ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "region", "dialled"),
    [
        ("+39 06 1234567", None, "+39061234567"),
        ("06 1234567", "IT", "+39061234567"),
        ("(020) 7946 0018", "GB", "+442079460018"),
        ("+44 (0)20 7946 0018", None, "+442079460018"),
        ("0044 20 7946 0018", "PL", "+442079460018"),
        ("22 123 45 67", "PL", "+48221234567"),
        ("06 1234567", None, None),
        ("+999 123456", None, None),
        ("12", "IT", None),
        ("nonsense", "IT", None),
    ],
)
def test_numbers_as_the_world_dials_them(
    typed: str, region: str | None, dialled: str | None
) -> None:
    assert e164(typed, region) == dialled


def test_the_clock_of_a_business_says_its_country() -> None:
    known = countries()
    assert [known[f"Europe/{city}"] for city in ("Rome", "Warsaw", "Copenhagen", "London")] == [
        "IT",
        "PL",
        "DK",
        "GB",
    ]
    assert known.get("UTC") is None


def test_whoever_brings_a_number_is_found_by_it_however_it_is_typed(
    http: httpx.Client,
    given: Given,
    who: Callable[..., Headers],
    make: Make,
    book: Callable[..., httpx.Response],
) -> None:
    make("Eve", phone="06-123 45 67")
    assert book(phone="+39 02 5555 1").status_code == 201
    make("Adam", phone="+44 20 7946 0018")
    make("Nobody")
    for q, found in {
        "+39061234567": ["Eve"],
        "061234567": ["Eve"],
        "02 55551": ["Zoe"],
        "0044 2079460018": ["Adam"],
        "ZOE@customers.test": ["Zoe"],
        "7946": ["Adam"],
        "02 99999": [],
    }.items():
        listed = http.get(CUSTOMERS, params={"q": q}, headers=who("Ann"))
        assert names(listed) == found, q
    # As it was typed is how it is shown.
    booked = value(given, "select customer_phone from data.bookings")
    assert booked == "+39 02 5555 1"


def test_a_number_changes_and_goes(
    http: httpx.Client, given: Given, who: Callable[..., Headers], make: Make
) -> None:
    url = f"{CUSTOMERS}/{make('Eve', phone='06 1234567')['id']}"
    dialled = "select phone_e164::text from data.customers"
    for body, known in (
        ({"note": "Tea."}, "+39061234567"),
        ({"phone": "06 7654321"}, "+39067654321"),
        ({"phone": "12345"}, None),
        ({"phone": "+48 22 123 45 67"}, "+48221234567"),
        ({"phone": None}, None),
    ):
        changed = http.patch(url, json=body, headers=who())
        assert changed.status_code == 200, changed.text
        assert value(given, dialled) == known
    refused = http.patch(url, json={"phone_e164": "+39061"}, headers=who())
    assert slug_of(refused) == (422, "invalid-arguments")
    assert http.patch(url, json={"phone": 5}, headers=who()).status_code == 422
    assert http.post(CUSTOMERS, json={"name": "X", "phone": "?"}, headers=who()).status_code == 422


@pytest.mark.database("own")
def test_a_country_that_a_business_has_named_comes_before_its_clock(
    http: httpx.Client, given: Given, who: Callable[..., Headers], make: Make
) -> None:
    given.execute("alter table data.tenants add column if not exists country text")
    given.execute("update data.tenants set country = 'PL'")
    make("Ewa", phone="22 123 45 67")
    assert value(given, "select phone_e164::text from data.customers") == "+48221234567"


def test_series_the_waitlist_and_bookings_made_together_keep_the_number(
    given: Given, salon: dict[str, str], database: str, web_url: str
) -> None:
    day = value(given, "select given.at('alder', given.day(1, '09:00'))")
    public = "/v1/tenants/alder"
    what = {"service_id": salon["Cut"], "resource_id": salon["lead"], "starts_at": day}

    def customer(name: str) -> dict[str, str]:
        return {"name": name, "email": f"{name}@customers.test", "phone": "06 1234567"}

    with serving(web_url, combine_bookings=8, pool_size=2) as http:
        series = what | {"rrule": "FREQ=DAILY;COUNT=2", "customer": customer("series")}
        assert http.post(f"{public}/series/preview", json=series).json()["bookable"]
        made = http.post(f"{public}/series", json=series)
        assert made.status_code == 201, made.text
        waits = {
            "service_id": salon["Cut"],
            "resource_id": salon["lead"],
            "from": day,
            "to": value(given, "select given.at('alder', given.day(1, '09:15'))"),
            "customer": customer("waits"),
        }
        joined = http.post(f"{public}/waitlist", json=waits)
        assert joined.status_code == 201, joined.text
        headers = [
            value(given, "select given.at('alder', given.day(%s, '12:00'))", n) for n in range(12)
        ]

        async def together() -> list[int]:
            async with httpx.AsyncClient(base_url=http.base_url, timeout=20) as client:
                answers = await asyncio.gather(
                    *(
                        client.post(
                            f"{public}/bookings",
                            json=what | {"starts_at": at, "customer": customer(f"c{n}")},
                        )
                        for n, at in enumerate(headers)
                    )
                )
            return [each.status_code for each in answers]

        assert asyncio.run(together()) == [201] * 12
    known = "select count(*) from data.customers where phone_e164 = '+39061234567'"
    assert value(given, known) == 14


# -- duplicates, and what becomes of them --------------------------------------------------------


def test_a_known_number_with_another_address_is_somebody_else_and_a_suspicion(
    http: httpx.Client,
    given: Given,
    who: Callable[..., Headers],
    make: Make,
    book: Callable[..., httpx.Response],
) -> None:
    eve = make("Eve", email="eve@customers.test", phone="06 1234567")
    booked = book(name="Eva", email="eva@customers.test", phone="+39 06 1234567").json()
    assert booked["customer"]["id"] != eve["id"]
    make("Ada  Lovelace")
    make("ada lovelace", email="ada@customers.test")
    # Two of one name who both say who they are, and one who has another number.
    make("Bob", email="bob@one.test")
    make("Bob", email="bob@two.test")
    make("Cleo", phone="06 1111111")
    make("Cleo", email="cleo@customers.test", phone="06 2222222")

    listed = http.get(f"{CUSTOMERS}/duplicates", headers=who("Ann"))
    assert listed.status_code == 200, listed.text
    found = [
        (each["reason"], [one["name"] for one in each["customers"]])
        for each in listed.json()["items"]
    ]
    assert found == [("phone", ["Eve", "Eva"]), ("name", ["Ada  Lovelace", "ada lovelace"])]
    first = http.get(f"{CUSTOMERS}/duplicates", params={"limit": 1}, headers=who())
    cursor = first.json()["next_cursor"]
    rest = http.get(f"{CUSTOMERS}/duplicates", params={"cursor": cursor}, headers=who())
    assert first.json()["items"] + rest.json()["items"] == listed.json()["items"]


def test_two_who_are_one(
    http: httpx.Client,
    given: Given,
    who: Callable[..., Headers],
    make: Make,
    book: Callable[..., httpx.Response],
) -> None:
    eve = make("Eve", note="Likes tea.", phone="06 1234567")
    booked = book(name="Eva", email="eva@customers.test").json()
    eva = booked["customer"]["id"]
    http.patch(f"{CUSTOMERS}/{eva}", json={"note": "Allergic.", "locale": "it"}, headers=who())
    for path, body in (
        ("notes", {"body": "Came late."}),
        ("consents", {"purpose": "photos", "wording": "You may show my hair."}),
    ):
        answer = http.post(f"{CUSTOMERS}/{eva}/{path}", json=body, headers=who())
        assert answer.status_code == 201, answer.text

    url = f"{CUSTOMERS}/{eve['id']}"
    merge = {"other_customer_id": eva}
    assert slug_of(http.post(f"{url}/merge", json=merge, headers=who("Ann"))) == (403, "forbidden")
    key = who("Max") | {"idempotency-key": "merge"}
    merged = http.post(f"{url}/merge", json=merge, headers=key)
    assert merged.status_code == 200, merged.text
    assert merged.json()["activity"]["next_booking_id"] == booked["id"]
    kept = {name: merged.json()[name] for name in ("name", "email", "phone", "note", "locale")}
    assert kept == {
        "name": "Eve",
        "email": "eva@customers.test",
        "phone": "06 1234567",
        "note": "Likes tea.\nAllergic.",
        "locale": "it",
    }
    again = http.post(f"{url}/merge", json=merge, headers=key)
    assert (again.json(), again.headers["idempotent-replayed"]) == (merged.json(), "true")
    assert http.post(f"{url}/merge", json=merge, headers=who()).json() == merged.json()

    assert names(http.get(CUSTOMERS, headers=who())) == ["Eve"]
    assert slug_of(http.get(f"{CUSTOMERS}/{eva}", headers=who())) == (404, "customer-not-found")
    for path in ("notes", "consents"):
        listed = http.get(f"{url}/{path}", headers=who())
        assert len(listed.json()["items"]) == 1, listed.text
    token = {"authorization": f"Bearer {booked['manage_token']}"}
    theirs = http.get(f"/v1/tenants/alder/bookings/{booked['id']}", headers=token).json()
    assert (theirs["customer"]["id"], theirs["customer"]["name"]) == (eve["id"], "Eva")
    # Whoever books with either address is Eve.
    later = book(day=1, name="Eva", email="eva@customers.test").json()
    assert later["customer"]["id"] == eve["id"]
    known = "select count(*) from data.events where type = 'customer.merged'"
    assert value(given, known) == 1


def test_an_address_that_is_not_needed_still_finds_the_person(
    http: httpx.Client,
    who: Callable[..., Headers],
    make: Make,
    book: Callable[..., httpx.Response],
) -> None:
    one, two, three = (make(name, email=f"{name}@customers.test") for name in ("a", "b", "c"))
    for stays, goes in ((two, one), (three, two)):
        answer = http.post(
            f"{CUSTOMERS}/{stays['id']}/merge",
            json={"other_customer_id": goes["id"]},
            headers=who(),
        )
        assert answer.status_code == 200, answer.text
        assert answer.json()["email"] == stays["email"]
    for day, email in enumerate(("a@customers.test", "b@customers.test", "c@customers.test")):
        assert book(day=day, email=email).json()["customer"]["id"] == three["id"]
    taken = http.post(CUSTOMERS, json={"name": "X", "email": "a@customers.test"}, headers=who())
    assert slug_of(taken) == (409, "email-taken")
    back = http.patch(
        f"{CUSTOMERS}/{three['id']}", json={"email": "a@customers.test"}, headers=who()
    )
    assert back.json()["email"] == "a@customers.test"
    assert book(day=4, email="b@customers.test").json()["customer"]["id"] == three["id"]

    for other, problem in (
        (three["id"], (422, "merge-with-itself")),
        ("019a0000-0000-7000-8000-000000000000", (404, "customer-not-found")),
    ):
        answer = http.post(
            f"{CUSTOMERS}/{three['id']}/merge", json={"other_customer_id": other}, headers=who()
        )
        assert slug_of(answer) == problem
    gone = http.post(
        f"{CUSTOMERS}/{one['id']}/merge", json={"other_customer_id": three["id"]}, headers=who()
    )
    assert slug_of(gone) == (404, "customer-not-found")


def test_who_merges_while_others_book_loses_no_booking(
    http: httpx.Client, given: Given, who: Callable[..., Headers], make: Make, web_url: str
) -> None:
    """Guests book with four addresses while the four records become one, from both sides."""
    given.execute("select given.resource('alder', 'R' || n) from generate_series(1, 12) as n")
    names_ = [f"R{n}" for n in range(1, 13)]
    given.execute("select given.service('alder', 'Wash', 15, variadic %s)", [names_])
    service = str(value(given, "select given.service_id('alder', 'Wash')"))
    starts = [
        value(
            given,
            "select given.at('alder', given.day(%s, '09:00') + %s * interval '15 min')",
            day,
            n,
        )
        for day in range(3)
        for n in range(24)
    ]
    people = [make(f"p{n}", email=f"p{n}@customers.test") for n in range(4)]
    booked: list[int] = []
    merged: list[int] = []

    def guest(n: int) -> None:
        for at in starts[n::4]:
            body = {
                "service_id": service,
                "starts_at": at,
                "customer": {"name": f"p{n}", "email": f"p{n}@customers.test"},
            }
            booked.append(http.post("/v1/tenants/alder/bookings", json=body).status_code)

    def manager(stays: int, goes: int) -> None:
        answer = http.post(
            f"{CUSTOMERS}/{people[stays]['id']}/merge",
            json={"other_customer_id": people[goes]["id"]},
            headers=who(),
        )
        merged.append(answer.status_code)

    guests = [threading.Thread(target=guest, args=[n]) for n in range(4)]
    for thread in guests:
        thread.start()
    for pair in ((0, 1), (2, 3)):
        manager(*pair)
    crosswise = [threading.Thread(target=manager, args=pair) for pair in ((0, 2), (2, 0))]
    for thread in crosswise:
        thread.start()
    for thread in [*guests, *crosswise]:
        thread.join()

    assert set(booked) == {201}
    assert sorted(merged) == [200, 200, 200, 404]
    rows = given.execute("select distinct customer_id from data.bookings").fetchall()
    left = given.execute(
        "select customer_id from data.customers where merged_into is null"
    ).fetchall()
    assert rows == left
    assert value(given, "select count(*) from data.bookings") == len(starts)
    assert value(given, "select count(*) from data.violations") == 0


def test_nobody_waits_twice_for_the_same_after_a_merge(
    http: httpx.Client, given: Given, salon: dict[str, str], who: Callable[..., Headers]
) -> None:
    given.execute("select given.service('alder', 'Dye', 60, 'Ann')")
    booking = given.execute(
        "select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Bob')"
    )
    left = booking.fetchone()
    given.execute("select given.booking('alder', 'Cut', 'Ben', given.day(0, '10:00'), 'Bob')")
    for service, name in (("Cut", "Zoe"), ("Cut", "Eve"), ("Dye", "Eve")):
        given.execute(
            "select given.waiting('alder', %s, 'Ann', given.day(0, '10:00'), %s, 1)",
            [service, name],
        )
    ids: dict[str, str] = dict(
        given.execute("select name::text, customer_id::text from data.customers").fetchall()
    )
    assert left is not None
    # Zoe came first, and is offered what Bob leaves.
    cancelled = http.post(f"/v1/bookings/{left[0]}/cancel", headers=who())
    assert cancelled.status_code == 200, cancelled.text
    assert value(given, "select given.waitlist('alder')") == (
        "Zoe offered, Eve waiting, Eve waiting"
    )
    merged = http.post(
        f"{CUSTOMERS}/{ids['Eve']}/merge", json={"other_customer_id": ids["Zoe"]}, headers=who()
    )
    assert merged.status_code == 200, merged.text
    assert value(given, "select given.waitlist('alder')") == "Zoe offered, Eve ended, Eve waiting"
    one = "select count(distinct customer_id) from data.waitlist"
    assert value(given, one) == 1
    assert value(given, "select count(*) from data.violations") == 0


# -- notes and consents --------------------------------------------------------------------------


def test_notes_say_who_wrote_them_and_when(
    http: httpx.Client, who: Callable[..., Headers], make: Make
) -> None:
    url = f"{CUSTOMERS}/{make('Eve')['id']}/notes"
    first = http.post(url, json={"body": "Likes tea."}, headers=who("Ann"))
    assert first.status_code == 201, first.text
    assert first.json()["author_name"] == "Ann"
    key = who("Max") | {"idempotency-key": "n"}
    second = http.post(url, json={"body": "Pays late."}, headers=key)
    assert http.post(url, json={"body": "Pays late."}, headers=key).json() == second.json()
    listed = http.get(url, headers=who("Ann")).json()["items"]
    assert listed == [second.json(), first.json()]

    own = f"{url}/{first.json()['id']}"
    changed = http.patch(own, json={"body": "Likes coffee."}, headers=who("Ann"))
    assert changed.json()["body"] == "Likes coffee."
    assert slug_of(http.patch(own, json={"body": "X"}, headers=who())) == (403, "not-your-note")
    assert http.patch(own, json={"body": None}, headers=who("Ann")).status_code == 422
    assert http.patch(own, json={"body": " "}, headers=who("Ann")).status_code == 422
    assert slug_of(http.delete(own, headers=who("Ann"))) == (403, "forbidden")
    assert http.delete(own, headers=who("Max")).status_code == 204
    assert slug_of(http.delete(own, headers=who("Max"))) == (404, "note-not-found")
    assert http.get(url, headers=who()).json()["items"] == [second.json()]


def test_consents_are_given_withdrawn_and_never_changed(
    http: httpx.Client, given: Given, who: Callable[..., Headers], make: Make
) -> None:
    url = f"{CUSTOMERS}/{make('Eve')['id']}/consents"
    said = {"purpose": "health-data", "wording": "You may keep my allergies.", "locale": "it"}
    made = http.post(url, json=said, headers=who("Ann"))
    assert made.status_code == 201, made.text
    assert {name: made.json()[name] for name in said} == said
    assert (made.json()["source"], made.json()["withdrawn_at"]) == ("staff", None)
    ended = http.post(f"{url}/{made.json()['id']}/withdraw", headers=who("Ann")).json()
    assert ended["withdrawn_at"] is not None
    given.execute("update data.consents set customer_id = customer_id")
    again = http.post(f"{url}/{made.json()['id']}/withdraw", headers=who("Ann")).json()
    assert again == ended
    assert http.get(url, headers=who()).json()["items"] == [ended]
    with pytest.raises(psycopg.Error, match="stays as it was given") as refused:
        given.execute("update data.consents set wording = 'Anything.'")
    assert refused.value.sqlstate == "KC096"
    with pytest.raises(psycopg.Error, match="stays as it was given"):
        given.execute("update data.consents set withdrawn_at = null")
    for purpose in ("Marketing!", "", "a" * 61):
        refused_ = http.post(url, json=said | {"purpose": purpose}, headers=who())
        assert refused_.status_code == 422


def test_a_guest_consents_with_a_booking_and_sees_no_other_consent(
    http: httpx.Client, who: Callable[..., Headers], book: Callable[..., httpx.Response]
) -> None:
    booking, other = book().json(), book(day=1).json()
    staff = f"{CUSTOMERS}/{booking['customer']['id']}/consents"
    said = {"purpose": "marketing", "wording": "Write to me."}
    by_staff = http.post(staff, json=said, headers=who()).json()
    url = f"/v1/tenants/alder/bookings/{booking['id']}/consents"
    token = {"authorization": f"Bearer {booking['manage_token']}"}
    wrong = {"authorization": f"Bearer {other['manage_token']}"}
    given_ = http.post(url, json=said, headers=token | {"idempotency-key": "c"})
    assert given_.status_code == 201, given_.text
    assert (given_.json()["source"], given_.json()["booking_id"]) == ("guest", booking["id"])
    twice = http.post(url, json=said, headers=token | {"idempotency-key": "c"})
    assert twice.json() == given_.json()
    assert http.get(url, headers=token).json()["items"] == [given_.json()]
    for answer in (
        http.post(url, json=said, headers=wrong),
        http.get(url, headers=wrong),
        http.post(f"{url}/{given_.json()['id']}/withdraw", headers=wrong),
        http.post(url, json=said),
    ):
        assert slug_of(answer) == (404, "booking-not-found")
    not_theirs = http.post(f"{url}/{by_staff['id']}/withdraw", headers=token)
    assert slug_of(not_theirs) == (404, "consent-not-found")
    ended = http.post(f"{url}/{given_.json()['id']}/withdraw", headers=token)
    assert ended.json()["withdrawn_at"] is not None
    listed = http.get(staff, headers=who()).json()["items"]
    assert [each["id"] for each in listed] == [given_.json()["id"], by_staff["id"]]
