"""The pages that notices lead to: a booking, and an offer from the waitlist."""

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from icalendar import Calendar

from app import documents
from app.reference import problems
from app.refusals import REFUSED

pytestmark = pytest.mark.database("reused")

Given = psycopg.Connection[tuple[Any, ...]]
Visit = Callable[..., dict[str, Any]]

# What the pages do not ask for in such a way.
NEVER = {
    *("acting-ended", "forbidden", "idempotency-mismatch", "nobody-here", "not-json"),
    *("range-invalid", "too-large", "unreadable"),
}

BROWSER = Path(__file__).with_name("manage.mjs")


@pytest.fixture
def booked(given: Given, http: httpx.Client) -> dict[str, Any]:
    """A booking of Ann's at Alder, at ten."""
    given.execute("select given.tenant('alder'), given.resource('alder', 'Bo')")
    row = given.execute(
        "select given.service('alder', 'Cut', 60, 'Bo')::text,"
        " given.at('alder', given.day(0, '10:00'))"
    ).fetchone()
    assert row is not None
    answer = http.post(
        "/v1/tenants/alder/bookings",
        json={
            "service_id": row[0],
            "starts_at": row[1],
            "customer": {"name": "Ann", "email": "ann@x.test"},
        },
    )
    assert answer.status_code == 201, answer.text
    booking: dict[str, Any] = answer.json()
    return booking


@pytest.fixture
def visit(http: httpx.Client) -> Visit:
    """Open a page, press a button perhaps, and read what it shows."""
    if not shutil.which("node"):
        pytest.skip("there is no node to run the page's script")

    def visit(page: str, query: dict[str, str], *pressed: str) -> dict[str, Any]:
        done = subprocess.run(
            ["node", BROWSER, str(http.base_url), page, f"?{httpx.QueryParams(query)}", *pressed],
            capture_output=True,
            text=True,
            check=True,
            timeout=30,
        )
        shown: dict[str, Any] = json.loads(done.stdout)
        return shown

    return visit


def opened(subject: dict[str, Any]) -> dict[str, str]:
    return {"business": "alder", "id": subject["id"], "token": subject["manage_token"]}


@pytest.mark.parametrize("name", ["booking", "waitlist"])
def test_a_page_has_nothing_of_anybody_in_it(http: httpx.Client, name: str) -> None:
    page = http.get(f"/links/{name}", params={"token": "secret"})
    assert page.status_code == 200
    assert "secret" not in page.text
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert "unsafe-inline" not in page.headers["content-security-policy"]
    script = http.get("/links/manage.js")
    assert script.headers["content-type"].startswith("text/javascript")


def test_a_page_is_in_the_language_of_its_browser(http: httpx.Client) -> None:
    likes = {"Accept-Language": "de, en;q=0.3, pl;q=0.9, it;q=0"}
    page = http.get("/links/booking", headers=likes).text
    assert '<html lang="pl">' in page
    assert "<title>Twoja rezerwacja</title>" in page
    assert '<button value="cancel" data-say="Cancel it">Odwołaj</button>' in page
    assert '<html lang="en">' in http.get("/links/waitlist").text


def test_and_then_in_that_of_whoever_it_is_for(
    booked: dict[str, Any], given: Given, visit: Visit
) -> None:
    assert visit("booking", opened(booked))["spoken"] == []
    given.execute("update data.bookings set locale = 'it-CH'")
    shown = visit("booking", opened(booked))
    assert (shown["language"], shown["title"]) == ("it", "La tua prenotazione")
    assert shown["spoken"][0] == "La tua prenotazione"
    assert {"Spostala", "Annullala", "Giorno", "Ora"} <= set(shown["spoken"])
    assert shown["status"] == "confermata"
    gone = visit("booking", opened(booked), "cancel")
    assert (gone["said"], gone["status"]) == ("Fatto.", "annullata dal cliente")


def test_a_booking_is_shown_moved_and_cancelled(booked: dict[str, Any], visit: Visit) -> None:
    shown = visit("booking", opened(booked))
    assert shown["status"] == "confirmed"
    assert shown["when"].endswith("10:00")
    assert shown["shown"] == 3

    day = booked["starts_at"][:10]
    moved = visit("booking", opened(booked), "reschedule", day)
    assert moved["said"] == "Done."
    assert moved["when"].endswith("09:00"), "to the first time that is free"
    starts = [datetime.fromisoformat(each) for each in moved["slots"]]
    assert starts == sorted(starts)

    gone = visit("booking", opened(booked), "cancel")
    assert gone["status"] == "cancelled by customer"
    assert gone["shown"] == 0, "there is nothing more to do"


def test_a_booking_is_put_into_a_calendar(
    booked: dict[str, Any], http: httpx.Client, visit: Visit
) -> None:
    shown = visit("booking", opened(booked))
    file = http.get(shown["file"])
    assert file.headers["content-type"] == "text/calendar; charset=utf-8"
    assert file.headers["content-disposition"] == 'attachment; filename="booking.ics"'
    assert file.headers["cache-control"] == "no-store"
    (event,) = Calendar.from_ical(file.text).walk("VEVENT")
    assert str(event["uid"]).startswith(booked["id"])
    assert event["summary"] == "Cut, Alder"
    assert event.decoded("dtstart") == datetime.fromisoformat(booked["starts_at"])


@pytest.mark.parametrize(
    ("wrong", "status"), [({"token": "00"}, 404), ({"business": "birch"}, 404), ({"id": "x"}, 422)]
)
def test_the_file_of_a_booking_needs_its_token(
    booked: dict[str, Any], http: httpx.Client, wrong: dict[str, str], status: int
) -> None:
    refused = http.get("/links/booking.ics", params=opened(booked) | wrong)
    assert refused.status_code == status
    assert refused.headers["content-type"] == "application/problem+json"


def test_who_has_no_token_is_told_so(booked: dict[str, Any], visit: Visit) -> None:
    shown = visit("booking", opened(booked) | {"token": "00"})
    assert shown["said"].startswith("There is nothing behind this link")
    assert shown["shown"] == 0


def test_a_time_that_is_refused_is_no_end(
    booked: dict[str, Any], given: Given, visit: Visit
) -> None:
    given.execute("update data.bookings set cancel_window_minutes = 60000")
    shown = visit("booking", opened(booked), "cancel")
    assert shown["status"] == "confirmed"
    assert shown["said"] == "It is too late to cancel it here. Please call."
    given.execute("update data.bookings set locale = 'it-CH'")
    shown = visit("booking", opened(booked), "cancel")
    assert shown["said"] == "È troppo tardi per disdire da qui. Telefona, per favore."


def test_whatever_the_api_refuses_is_said_by_the_page(migrated: str) -> None:
    paths = documents.openapi(migrated)["paths"]
    business = "/v1/tenants/{slug}"
    asked = [
        *(("get", f"{business}/bookings/{{booking_id}}{more}") for more in ("", "/visits")),
        *(
            ("post", f"{business}/bookings/{{booking_id}}/{does}")
            for does in ("cancel", "reschedule")
        ),
        ("get", f"{business}/availability"),
        ("get", f"{business}/waitlist/{{entry_id}}"),
        *(
            ("post", f"{business}/waitlist/{{entry_id}}/{does}")
            for does in ("accept", "decline", "leave")
        ),
    ]
    found = {
        slug
        for method, path in asked
        for slugs in problems(paths[path][method]).values()
        for slug in slugs
    }
    assert found - NEVER == REFUSED.keys() - {"not-found"}


def test_the_page_of_a_visit_has_when_the_others_are(
    booked: dict[str, Any], given: Given, visit: Visit
) -> None:
    assert visit("booking", opened(booked))["visits"] == []
    row = given.execute(
        "select given.series('alder', 'Cut', 'Bo', given.day(0, '14:00'), 3, 7)"
    ).fetchone()
    assert row is not None
    first, *_ = row[0]["bookings"]
    token = given.execute(
        "select private.manage_token(given.tenant_id('alder'), %s)", [first["id"]]
    ).fetchone()
    assert token is not None
    shown = visit("booking", opened(first | {"manage_token": token[0]}))
    assert len(shown["visits"]) == 2
    assert all(each.endswith("14:00") for each in shown["visits"])
    gone = visit("booking", opened(first | {"manage_token": token[0]}), "cancel")
    assert gone["visits"] == shown["visits"], "the others are still to come"


@pytest.mark.parametrize(("pressed", "status"), [("accept", "accepted"), ("decline", "declined")])
def test_an_offer_is_taken_or_left(
    booked: dict[str, Any],
    given: Given,
    http: httpx.Client,
    visit: Visit,
    pressed: str,
    status: str,
) -> None:
    given.execute("update data.hours set opens_at = '10:00', closes_at = '11:00'")
    window = given.execute(
        "select given.at('alder', given.day(0)), given.at('alder', given.day(1))"
    ).fetchone()
    assert window is not None
    answer = http.post(
        "/v1/tenants/alder/waitlist",
        json={
            "service_id": booked["service_id"],
            "from": window[0],
            "to": window[1],
            "customer": {"name": "Zoe", "email": "zoe@x.test"},
        },
    )
    assert answer.status_code == 201, answer.text
    entry = answer.json()
    waits = visit("waitlist", opened(entry))
    assert (waits["status"], waits["when"], waits["shown"]) == ("waiting", "", 1)
    visit("booking", opened(booked), "cancel")
    offered = visit("waitlist", opened(entry))
    assert offered["status"] == "offered"
    assert offered["when"].endswith("10:00")
    assert visit("waitlist", opened(entry), pressed)["status"] == status
