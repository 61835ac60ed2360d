"""A booking service as one writes it with Starlette and psycopg, without anything that guards it.

What differs between schemes is a Scheme: how a booking is made sure of, and whether answers are
kept. It answers at Holdfast's paths with Holdfast's JSON, keeps eight connections and runs under
the same uvicorn. It knows working hours and bookings, and no more: no row security, breaks,
closures, leave, buffers, notice, idempotency, holds or events.
"""

import contextlib
import json
import os
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

STEP = timedelta(minutes=15)

STAFF = """
    select business_id, staff_id, minutes, opens_at, closes_at, time_zone
    from businesses
    join services using (business_id)
    join staff using (service_id)
    where slug = %s and service_id = %s and (staff_id = %s or %s::uuid is null)
    order by staff_id
"""

CUSTOMER = """
    insert into customers (business_id, name, email)
    values (%s, %s, %s)
    on conflict (business_id, email) do update set name = excluded.name
    returning customer_id
"""

# Nothing lasts longer than a day, and without the first bound no index would serve.
TAKEN = """
    select staff_id, starts_at, ends_at
    from bookings
    where
        staff_id = any(%s)
        and starts_at > %s::timestamptz - interval '1 day'
        and starts_at < %s
        and ends_at > %s
        and status = 'confirmed'
"""

BOOKING = """
    insert into bookings (business_id, service_id, staff_id, customer_id, starts_at, ends_at)
    values (%s, %s, %s, %s, %s, %s)
    returning booking_id::text
"""

Connection = AsyncConnection[Any]
Span = tuple[datetime, datetime]


class Staff(NamedTuple):
    """Somebody who can be booked."""

    business_id: Any
    staff_id: Any
    minutes: int
    opens_at: time
    closes_at: time
    time_zone: str


class Scheme:
    """Look whether it is free, then insert."""

    async def make_sure(self, connection: Connection, staff_id: str, starts_at: datetime) -> None:
        """Keep others from booking the same, until the transaction ends."""

    async def kept(self, slug: str, query: str) -> bytes | None:
        """The answer that was given before, if it still holds."""
        return None

    async def keep(self, slug: str, query: str, answer: bytes) -> None:
        """Keep an answer for the next who asks."""

    async def forget(self, slug: str) -> None:
        """Learn that a booking of this business has been committed."""


def create_app(scheme: Scheme) -> Starlette:
    """The service, on the database in the environment."""
    pool = AsyncConnectionPool(os.environ["DATABASE_URL"], min_size=8, max_size=8, open=False)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with pool:
            yield

    async def create_booking(request: Request) -> Response:
        slug = request.path_params["slug"]
        async with pool.connection() as connection:
            answer = await book(connection, scheme, slug, await request.json())
        if answer.status_code == 201:
            await scheme.forget(slug)
        return answer

    async def get_availability(request: Request) -> Response:
        slug, query = request.path_params["slug"], request.url.query
        body = await scheme.kept(slug, query)
        if body is None:
            async with pool.connection() as connection:
                found = await search(connection, slug, request.query_params)
            body = json.dumps(found).encode()
            await scheme.keep(slug, query, body)
        return Response(body, media_type="application/json")

    async def ready(_: Request) -> Response:
        async with pool.connection() as connection:
            await connection.execute("select 1")
        return Response()

    return Starlette(
        lifespan=lifespan,
        routes=[
            Route("/v1/tenants/{slug}/bookings", create_booking, methods=["POST"]),
            Route("/v1/tenants/{slug}/availability", get_availability),
            Route("/readyz", ready),
        ],
    )


async def book(connection: Connection, scheme: Scheme, slug: str, wanted: Any) -> Response:
    """Book a time with somebody, unless it is taken."""
    service_id, staff_id = wanted["service_id"], wanted["resource_id"]
    starts_at = datetime.fromisoformat(wanted["starts_at"])
    found = await staff_of(connection, slug, service_id, staff_id)
    if not found:
        return problem(404, "There is no such service.")
    staff = found[0]
    ends_at = starts_at + timedelta(minutes=staff.minutes)
    opens, closes = hours(staff, starts_at.astimezone(ZoneInfo(staff.time_zone)).date())
    if starts_at < opens or ends_at > closes:
        return problem(422, "Nobody works then.")

    await scheme.make_sure(connection, staff_id, starts_at)
    if await taken(connection, [staff_id], starts_at, ends_at):
        return problem(409, "Somebody else has that time.")
    customer = (staff.business_id, wanted["customer"]["name"], wanted["customer"]["email"])
    (customer_id,) = await row(connection, CUSTOMER, customer)
    booking = (staff.business_id, service_id, staff_id, customer_id, starts_at, ends_at)
    (booking_id,) = await row(connection, BOOKING, booking)
    return JSONResponse({"booking_id": booking_id, "status": "confirmed"}, 201)


async def search(connection: Connection, slug: str, asked: Any) -> dict[str, Any]:
    """The free times of some days, and who is free then."""
    first, last = date.fromisoformat(asked["from"]), date.fromisoformat(asked["to"])
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    staff = await staff_of(connection, slug, asked["service_id"], asked.get("resource_id"))
    zone = staff[0].time_zone
    opens, closes = hours(staff[0], first)[0], hours(staff[0], last)[1]
    busy = await taken(connection, [each.staff_id for each in staff], opens, closes)
    free: dict[datetime, list[str]] = {}
    for each in staff:
        theirs = busy.get(each.staff_id, [])
        for start in (start for day in days for start in free_on(each, day, theirs)):
            free.setdefault(start, []).append(str(each.staff_id))
    slots = [{"starts_at": text(start), "resource_ids": who} for start, who in sorted(free.items())]
    return {"time_zone": zone, "slots": slots}


def free_on(staff: Staff, day: date, busy: Iterable[Span]) -> list[datetime]:
    """The starts on somebody's day that clash with no booking."""
    start, closes = hours(staff, day)
    length = timedelta(minutes=staff.minutes)
    theirs = [each for each in busy if each[0] < closes and each[1] > start]
    free = []
    while start + length <= closes:
        if not any(begins < start + length and ends > start for begins, ends in theirs):
            free.append(start)
        start += STEP
    return free


def hours(staff: Staff, day: date) -> Span:
    """When somebody works on a day."""
    zone = ZoneInfo(staff.time_zone)
    opens = datetime.combine(day, staff.opens_at, zone)
    closes = datetime.combine(day, staff.closes_at, zone)
    return opens.astimezone(UTC), closes.astimezone(UTC)


async def staff_of(
    connection: Connection, slug: str, service_id: str, staff_id: str | None
) -> list[Staff]:
    """Who gives a service: one of them, or all."""
    cursor = await connection.execute(STAFF, (slug, service_id, staff_id, staff_id))
    return [Staff(*each) for each in await cursor.fetchall()]


async def taken(
    connection: Connection, staff_ids: list[Any], opens: datetime, closes: datetime
) -> dict[Any, list[Span]]:
    """What is booked between two times, of each."""
    cursor = await connection.execute(TAKEN, (staff_ids, opens, closes, opens))
    found: dict[Any, list[Span]] = {}
    for staff_id, starts_at, ends_at in await cursor.fetchall():
        found.setdefault(staff_id, []).append((starts_at, ends_at))
    return found


async def row(connection: Connection, query: Any, values: tuple[Any, ...]) -> tuple[Any, ...]:
    """The only row of a statement."""
    found = await (await connection.execute(query, values)).fetchone()
    assert found is not None
    return tuple(found)


def text(moment: datetime) -> str:
    """A time as JSON has it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def problem(status: int, title: str) -> Response:
    """A refusal."""
    body = json.dumps({"status": status, "title": title})
    return Response(body, status, media_type="application/problem+json")
