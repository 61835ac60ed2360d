"""What a business tells, what nobody wants to be told, and links that say so; over real HTTP."""

from collections.abc import Callable
from typing import Any

import httpx
import psycopg
import pytest
from live import KEY, serving, settings

from app.letters import NOTICES
from app.short import LINES
from app.tokens import Tokens
from app.unsubscribe import Unsubscribe

pytestmark = pytest.mark.database("reused")

Given = psycopg.Connection[tuple[Any, ...]]
Headers = dict[str, str]

ALL = ["email", "push", "whatsapp", "sms"]
SETTINGS = "/v1/notifications"
MINE = "/v1/me/notifications"


def value(given: Given, query: str, *arguments: Any) -> Any:
    row = given.execute(query.encode(), arguments).fetchone()
    assert row is not None
    return row[0]


@pytest.fixture
def salon(given: Given) -> dict[str, str]:
    """A business with an owner, and somebody who cuts; ids by name."""
    given.execute("select given.tenant('alder'), given.tenant('birch')")
    given.execute("select given.resource('alder', 'Sam')")
    given.execute("select given.service('alder', 'Cut', 60, 'Sam')")
    return {
        "Olga": str(value(given, "select given.member('alder', 'Olga', 'owner')")),
        "Sam": str(value(given, "select given.member('alder', 'Sam', 'staff')")),
        "alder": str(value(given, "select given.tenant_id('alder')")),
        "birch": str(value(given, "select given.tenant_id('birch')")),
    }


@pytest.fixture
def who(salon: dict[str, str]) -> Callable[[str], Headers]:
    def headers(name: str) -> Headers:
        role = {"Olga": "owner", "Sam": "staff"}[name]
        access = Tokens(settings("")).access(salon[name], salon["alder"], role)
        return {"authorization": f"Bearer {access}"}

    return headers


@pytest.fixture
def book(http: httpx.Client, given: Given, salon: dict[str, str]) -> Callable[..., dict[str, Any]]:
    """Book through the front door; the booking."""

    def made(hour: int, name: str = "Zoe") -> dict[str, Any]:
        start = value(given, "select given.at('alder', given.day(0, %s))", f"{hour}:00")
        answer = http.post(
            "/v1/tenants/alder/bookings",
            json={
                "service_id": str(value(given, "select given.service_id('alder', 'Cut')")),
                "starts_at": start,
                "customer": {"name": name, "email": f"{name.lower()}@customers.test"},
            },
        )
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    return made


def muted(given: Given) -> list[tuple[str, str, str]]:
    """Who does not want what, and where."""
    return [
        (str(name), channel, topic)
        for name, channel, topic in given.execute(
            "select c.name, m.channel, m.topic from data.customer_mutes as m"
            " join data.customers as c using (tenant_id, customer_id)"
            " union all select u.name, m.channel, m.topic from data.member_mutes as m"
            " join data.users as u using (user_id) order by 1, 2, 3"
        )
    ]


# -- what a business says --------------------------------------------------------------------------


def test_a_business_says_what_it_tells(
    http: httpx.Client, who: Callable[[str], Headers], salon: dict[str, str]
) -> None:
    said = {
        "channels": ["email", "sms"],
        "sender_name": "Anna",
        "reply_to": "anna@alder.test",
        "reminder_minutes": [2880, 60],
        "quiet_from": "21:00",
        "quiet_until": "08:00",
    }
    changed = http.patch(SETTINGS, headers=who("Olga"), json=said)
    assert changed.status_code == 200, changed.text
    assert changed.json() == http.get(SETTINGS, headers=who("Olga")).json()
    assert said.items() <= changed.json().items()
    silent = http.patch(
        SETTINGS, headers=who("Olga"), json={"quiet_from": None, "quiet_until": None}
    )
    assert (silent.json()["quiet_from"], silent.json()["quiet_until"]) == (None, None)


@pytest.mark.parametrize(
    ("said", "problem", "pointer"),
    [
        ({"channels": ["fax"]}, "channels-invalid", "#/channels"),
        ({"reminder_minutes": [1]}, "reminders-invalid", "#/reminder_minutes"),
        ({"quiet_from": "21:00"}, "quiet-hours-invalid", None),
        ({"quiet_from": "21:00", "quiet_until": "21:00"}, "quiet-hours-invalid", None),
        ({"review_delay_minutes": 10081}, "review-times-invalid", None),
        ({"reply_to": "nobody"}, None, None),
    ],
)
def test_what_makes_no_sense_is_refused(
    http: httpx.Client,
    who: Callable[[str], Headers],
    said: dict[str, Any],
    problem: str | None,
    pointer: str | None,
) -> None:
    before = http.get(SETTINGS, headers=who("Olga")).json()
    answer = http.patch(SETTINGS, headers=who("Olga"), json=said)
    assert answer.status_code == 422
    if problem:
        assert answer.json()["type"] == f"/problems/{problem}"
    if pointer:
        assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]
    assert http.get(SETTINGS, headers=who("Olga")).json() == before


def test_staff_say_only_what_they_want_to_be_told_themselves(
    http: httpx.Client, who: Callable[[str], Headers]
) -> None:
    assert http.get(SETTINGS, headers=who("Sam")).status_code == 403
    assert http.patch(SETTINGS, headers=who("Sam"), json={"channels": []}).status_code == 403
    said = http.patch(MINE, headers=who("Sam"), json={"booked": ["push"], "moved": []})
    assert said.json() == {
        "booked": ["push"],
        "moved": [],
        "cancelled": ["email", "push"],
        "quiet_from": None,
        "quiet_until": None,
        "quiet_time_zone": None,
    }
    night = {"quiet_from": "22:00", "quiet_until": "07:30", "quiet_time_zone": "Asia/Tokyo"}
    said = http.patch("/v1/me/notifications", headers=who("Sam"), json=night)
    assert said.json() == said.json() | night
    half = http.patch("/v1/me/notifications", headers=who("Sam"), json={"quiet_until": None})
    assert half.json()["type"] == "/problems/quiet-hours-invalid"
    nowhere = {"quiet_time_zone": "Nowhere/At_All"}
    assert http.patch("/v1/me/notifications", headers=who("Sam"), json=nowhere).status_code == 422
    assert http.get(MINE, headers=who("Sam")).json() == said.json()
    assert http.get(MINE, headers=who("Olga")).json()["moved"] == ["email", "push"]
    assert http.get(MINE).status_code == 401


# -- what customers say ----------------------------------------------------------------------------


def test_whoever_holds_a_token_speaks_for_one_booking(
    http: httpx.Client, book: Callable[..., dict[str, Any]]
) -> None:
    one, other = book(10), book(12)
    path = f"/v1/tenants/alder/bookings/{one['id']}/notifications"
    token = {"authorization": f"Bearer {one['manage_token']}"}
    said = http.patch(path, headers=token, json={"reminders": [], "bookings": ["sms"]})
    assert said.json() == {"bookings": ["email", "sms"], "reminders": [], "reviews": ALL}
    assert http.get(path, headers=token).json() == said.json()
    assert http.get(path, headers=token).headers["etag"]
    # The token of another booking, even of the same customer, opens nothing here.
    wrong = {"authorization": f"Bearer {other['manage_token']}"}
    for answer in (
        http.get(path, headers=wrong),
        http.patch(path, headers=wrong, json={"reviews": []}),
        http.get(path),
    ):
        assert answer.status_code == 404
    there = f"/v1/tenants/alder/bookings/{other['id']}/notifications"
    assert http.get(there, headers=wrong).json()["reminders"] == ALL


def test_whoever_signs_in_speaks_for_themselves(
    http: httpx.Client, given: Given, salon: dict[str, str], book: Callable[..., dict[str, Any]]
) -> None:
    book(10)
    given.execute("select given.patron('Zoe')")
    zoe = value(given, "select user_id from data.users where email = 'zoe@customers.test'")
    access = Tokens(settings("")).access(str(zoe), None, "customer")
    headers = {"authorization": f"Bearer {access}"}
    path = "/v1/me/profiles/alder/notifications"
    assert http.get(path, headers=headers).json()["reviews"] == ALL
    said = http.patch(path, headers=headers, json={"reviews": []})
    assert said.json()["reviews"] == http.get(path, headers=headers).json()["reviews"] == []
    assert [topic for _, _, topic in muted(given)] == ["reviews"] * 4
    nowhere = "/v1/me/profiles/birch/notifications"
    assert http.get(nowhere, headers=headers).status_code == 404


# -- links -----------------------------------------------------------------------------------------


@pytest.fixture
def link(given: Given, salon: dict[str, str], book: Callable[..., dict[str, Any]]) -> str:
    """What stands in a reminder to Zoe, as the database says it and Python makes it."""
    book(10)
    facts = value(
        given,
        "select private.unsubscribe_facts(jsonb_populate_record(null::data.deliveries,"
        " jsonb_build_object('tenant_id', %s::text, 'channel', 'email', 'kind', 'reminder', 'data',"
        " jsonb_build_object('recipient', 'customer', 'recipient_id', customer_id))))"
        " from data.customers",
        salon["alder"],
    )
    return Unsubscribe(settings("", public_url="")).url(facts).partition("/links/")[2]


def test_a_link_asks_first_and_whoever_looks_into_it_changes_nothing(
    http: httpx.Client, given: Given, link: str
) -> None:
    for _ in range(2):
        page = http.get(f"/links/{link}")
        assert page.status_code == 200
        assert page.headers["cache-control"] == "no-store"
        assert "unsafe-inline" not in page.headers["content-security-policy"]
        assert f'data-path="/links/{link}"' in page.text
    page = http.get(f"/links/{link}&locale=it", headers={"Accept-Language": "da"})
    assert '<html lang="it">' in page.text
    assert "Non scrivermi più su questo" in page.text
    page = http.get(f"/links/{link}", headers={"Accept-Language": "da"})
    assert "Skriv ikke til mig om dette igen" in page.text
    assert http.head(f"/links/{link}").status_code == 200
    assert muted(given) == []


def test_one_click_is_enough_for_who_means_it(http: httpx.Client, given: Given, link: str) -> None:
    for _ in range(2):
        clicked = http.post(f"/links/{link}", data={"List-Unsubscribe": "One-Click"})
        assert (clicked.status_code, clicked.text) == (204, "")
    assert muted(given) == [("Zoe", "email", "reminders")]


def test_who_thinks_better_of_it_comes_back_by_the_same_link(
    http: httpx.Client, given: Given, link: str
) -> None:
    back = link.replace("unsubscribe", "resubscribe")
    assert f'data-path="/links/{back}"' in http.get(f"/links/{link}").text
    row = given.execute("select booking_id from data.bookings").fetchone()
    assert row is not None
    token = value(given, "select private.manage_token(tenant_id, booking_id) from data.bookings")
    path = f"/v1/tenants/alder/bookings/{row[0]}/notifications"
    headers = {"authorization": f"Bearer {token}"}
    http.post(f"/links/{link}")
    assert "email" not in http.get(path, headers=headers).json()["reminders"]
    refused = http.patch(path, headers=headers, json={"reminders": ["email"]})
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/unsubscribed")
    assert http.post(f"/links/{back}").status_code == 204
    assert muted(given) == []
    assert http.get(path, headers=headers).json()["reminders"] == ALL
    assert http.post(f"/links/{back[:-2]}AA").status_code == 404


def test_a_link_is_good_for_what_it_says_and_nothing_else(
    http: httpx.Client, given: Given, salon: dict[str, str], link: str
) -> None:
    path, _, token = link.partition("?token=")
    changed = [token[:-2] + "AA", token[:40], token + "AAAA", "", "é", "~"]
    changed += [
        token[:at] + ("B" if token[at] == "A" else "A") + token[at + 1 :] for at in (0, 3, 60)
    ]
    for each in changed:
        for method in ("GET", "POST"):
            answer = http.request(method, f"/links/{path}", params={"token": each})
            assert answer.status_code == 404, each
            kind = {"GET": "text/html", "POST": "application/problem+json"}[method]
            assert answer.headers["content-type"].startswith(kind)
    other = Unsubscribe(settings("", secret_key="another key " * 4))
    facts = Unsubscribe(settings("")).facts(token)
    assert facts["tenant_id"] == salon["alder"]
    forged = other.url(facts).partition("token=")[2]
    assert http.post(f"/links/{path}", params={"token": forged}).status_code == 404
    # Whoever is a customer of one business is none of another.
    elsewhere = Unsubscribe(settings("")).url(facts | {"tenant_id": salon["birch"]})
    there = http.post(f"/links/{path}", params={"token": elsewhere.partition("token=")[2]})
    assert there.status_code == 204
    assert muted(given) == []


def test_a_link_outlives_a_change_of_keys(web_url: str, given: Given, link: str) -> None:
    with serving(web_url, secret_key="a newer key " * 4, previous_secret_key=KEY) as client:
        assert client.post(f"/links/{link}").status_code == 204
    assert muted(given) == [("Zoe", "email", "reminders")]


def test_notices_and_texts_have_the_same_names(given: Given) -> None:
    rows = given.execute("select kind::data.template_kind from private.notice_kinds()").fetchall()
    # What is told of money says how much, and why: a business has no other words for that.
    of_money = {"fee_due", "fee_unpaid", "paid_too_late", "not_refunded"}
    # A document goes by e-mail alone.
    documents = {"credit_note_issued", "invoice_issued"}
    assert {kind for (kind,) in rows} == set(NOTICES) - of_money - documents
    assert set(LINES) - of_money == set(NOTICES) - of_money - documents


def test_what_becomes_of_a_booking_has_no_link(given: Given, salon: dict[str, str]) -> None:
    kinds = {
        kind: value(
            given,
            "select private.unsubscribe_facts(jsonb_populate_record(null::data.deliveries,"
            " jsonb_build_object('tenant_id', %s::text, 'channel', 'email', 'kind', %s::text,"
            " 'data', '{}'::jsonb))) ->> 'topic'",
            *(salon["alder"], kind),
        )
        for kind in (
            *("booking_confirmed", "booking_cancelled", "booking_refunded", "waitlist_offer"),
            *("reminder", "review_request", "staff_booked", "staff_rescheduled", "staff_cancelled"),
        )
    }
    assert [kind for kind, topic in kinds.items() if topic is None] == [
        *("booking_confirmed", "booking_cancelled", "booking_refunded", "waitlist_offer")
    ]
