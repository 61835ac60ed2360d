"""A business whose people have Google calendars, with a Google of our own that fails as theirs
does."""

import contextlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import psycopg
from googles import Google
from live import serving, settings

from app.tokens import Tokens
from app.vault import Vault

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


def opened(given: Given) -> dict[str, str]:
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


@contextlib.contextmanager
def knowing(web_url: str, google: Google) -> Iterator[httpx.Client]:
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


def status(given: Given) -> tuple[int, str | None]:
    row = given.execute("select failures, last_error from data.calendar_syncs").fetchone()
    assert row
    return row[0], row[1]
