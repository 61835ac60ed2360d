"""What the contestants are asked for: slots that are free, and days whose free slots are wanted.

Every contestant writes them in its own words; these are the application's, and of the baselines
that keep to its paths.
"""

from typing import NamedTuple

from bench.databases import connected

SLOTS = """
    select
        i.n,
        s.slug,
        s.service_id::text,
        s.resource_id::text,
        s.starts_at,
        s.customer::text
    from (select nextval('bench.next_slot') as n from generate_series(1, %s)) as i
    cross join lateral bench.slot(i.n) as s
"""

SEARCHES = {
    "1 staff x 1 day": """
        select
            slug, service_id::text, resource_id::text,
            (current_date + day)::text, (current_date + day)::text
        from bench.leads
        cross join generate_series(1, 3) as day
        order by random()
    """,
    "20 staff x 7 days": """
        select distinct
            slug, service_id::text, null,
            (current_date + day)::text, (current_date + day + 6)::text
        from bench.leads
        cross join generate_series(1, 3) as day
        where slug <> 'bench-2'
    """,
}
"""Whose free slots are asked for: each search once before any is repeated."""


class Slot(NamedTuple):
    """A time with somebody, and a customer whom nobody has seen before."""

    n: int
    """Which slot of all."""
    slug: str
    service_id: str
    resource_id: str
    starts_at: str
    customer: str
    """JSON: a name and an address."""


class Search(NamedTuple):
    """Days, of one of the staff or of any."""

    slug: str
    service_id: str
    resource_id: str | None
    first: str
    last: str


def slots(url: str, count: int) -> list[Slot]:
    """The next slots that nobody has asked for."""
    with connected(url) as dba:
        return [Slot(*row) for row in dba.execute(SLOTS, (count,)).fetchall()]


def searches(url: str, words: str) -> list[Search]:
    """All of one kind of SEARCHES."""
    with connected(url) as dba:
        return [Search(*row) for row in dba.execute(SEARCHES[words]).fetchall()]


def booking(slot: Slot) -> str:
    """A request for a slot, as bench/http_load.py reads it."""
    return (
        f'POST /v1/tenants/{slot.slug}/bookings {{"service_id":"{slot.service_id}",'
        f'"resource_id":"{slot.resource_id}","starts_at":"{slot.starts_at}",'
        f'"customer":{slot.customer}}}'
    )


def availability(search: Search) -> str:
    """A request for the free slots of some days."""
    whose = f"&resource_id={search.resource_id}" if search.resource_id else ""
    return (
        f"GET /v1/tenants/{search.slug}/availability?service_id={search.service_id}{whose}"
        f"&from={search.first}&to={search.last} "
    )
