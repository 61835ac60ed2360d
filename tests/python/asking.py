"""Questions to the database about a made-up business (invented.py)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg
import pytest
from invented import TENANT, ZONES, Connection, id_of, load
from oracle import (
    DAY,
    EPOCH,
    Business,
    Question,
    Slot,
    clock_changes,
    instant,
    moment,
)
from psycopg.types.json import Jsonb

YEARS = date(2026, 1, 1), date(2028, 1, 1)
ORDINARY_DAYS = [date(2026, 2, 2), date(2026, 12, 31), date(2027, 6, 12)]
GUEST = Jsonb({"slug": "oracle", "role": "guest"})

SEARCH = """
select s.resource_id::text, s.starts_at, s.ends_at, s.seats_left
from private.bookable_starts(
    %(tenant)s, %(service)s, %(resources)s::uuid[], %(first)s, %(last)s, %(party)s,
    %(earliest)s, %(latest)s, %(moving)s
) as s
"""
EXPLAIN = """
select s.starts_at, array(
    select distinct r.code
    from private.slot_reasons(
        %(tenant)s,
        -- What is moved keeps the terms it has.
        jsonb_populate_record(o, jsonb_strip_nulls(jsonb_build_object(
            'duration', m.ends_at - m.starts_at,
            'buffer_before', make_interval(mins => m.buffer_before_minutes),
            'buffer_after', make_interval(mins => m.buffer_after_minutes)
        ))),
        s.starts_at, %(party)s, %(earliest)s, %(latest)s, %(as_customer)s, %(moving)s
    ) as r
)
from private.offers(%(tenant)s, %(service)s) as o
left join data.bookings as m on m.tenant_id = %(tenant)s and m.booking_id = %(moving)s
cross join unnest(%(starts)s::timestamptz[]) as s (starts_at)
where o.resource_id = %(lead)s
"""


CASES = [
    (zone, minute)
    for zone in ZONES
    for minute in [*clock_changes(zone, *YEARS)]
    or [instant(zone, day, 12 * 60) for day in ORDINARY_DAYS]
]


def minute_of(when: datetime) -> int:
    return (when - EPOCH) // timedelta(minutes=1)


def minute_said(text: str) -> int:
    """The minute that a moment of an answer is."""
    return minute_of(datetime.fromisoformat(text))


def asked(question: Question) -> dict[str, Any]:
    """A question as the statements above are asked it."""
    return {
        "tenant": TENANT,
        "service": id_of(question.service),
        "first": question.first,
        "last": question.last,
        "party": question.party,
        "earliest": moment(question.earliest),
        "latest": moment(question.latest),
        "as_customer": question.as_customer,
        "moving": None if question.moving is None else id_of("booking", question.moving),
    }


def search(connection: Connection, business: Business, question: Question) -> dict[Slot, int]:
    """What private.bookable_starts finds."""
    names = {id_of(resource.name): resource.name for resource in business.resources}
    rows = connection.execute(SEARCH, asked(question) | {"resources": [*names]}).fetchall()
    found = {
        (minute_of(starts), minute_of(ends), names[resource_id]): seats_left
        for resource_id, starts, ends, seats_left in rows
    }
    assert len(found) == len(rows), "a start is offered twice"
    return found


def search_alone(connection: Connection, business: Business, question: Question) -> dict[Slot, int]:
    """What the search finds when a database holds nothing but this business."""
    with connection.transaction(force_rollback=True):
        load(connection, business)
        return search(connection, business, question)


def explain(
    connection: Connection, question: Question, lead: str, starts: list[int]
) -> dict[int, set[str]]:
    """What private.slot_reasons says about each of the starts."""
    moments = [moment(start) for start in starts]
    rows = connection.execute(EXPLAIN, asked(question) | {"lead": id_of(lead), "starts": moments})
    return {minute_of(start): set(codes) for start, codes in rows}


def compare(found: dict[Any, Any], expected: dict[Any, Any], *said: object) -> None:
    """Fail with what differs, and with what was said to be known, unless both are the same."""
    differences = [
        f"{key}: the database {found.get(key)}, the oracle {expected.get(key)}"
        for key in sorted(found.keys() | expected.keys())
        if found.get(key) != expected.get(key)
    ]
    if differences:
        pytest.fail("\n".join([*differences[:20], *map(repr, said)]), pytrace=False)


def ahead(zone: str) -> list[int]:
    """The next two minutes of a zone to look around: all else is past, and cannot be booked."""
    today = datetime.now(UTC).date()
    changes = [*clock_changes(zone, today + 3 * DAY, today + 400 * DAY)]
    return changes[:2] or [instant(zone, today + 30 * DAY, 12 * 60)]


def guest_searches(
    connection: Connection, business: Business, question: Question
) -> dict[tuple[int, int], tuple[set[str], int]]:
    """What api.get_availability answers: for each start and end, who is free and how many seats."""
    names = {id_of(resource.name): resource.name for resource in business.resources}
    row = connection.execute(
        """
        select api.get_availability(
            p_tenant_id => private.begin_claims(%s, true),
            p_service_id => %s,
            p_from => %s,
            p_to => %s,
            p_party_size => %s
        )
        """,
        [GUEST, id_of(question.service), question.first, question.last, question.party],
    ).fetchone()
    assert row is not None
    return {
        (
            minute_said(slot["starts_at"]),
            minute_said(slot["ends_at"]),
        ): ({names[resource_id] for resource_id in slot["resource_ids"]}, slot["seats_left"])
        for slot in row[0]["slots"]
    }


def guest_asks_why(
    connection: Connection, question: Question, lead: str, starts: list[int]
) -> dict[int, set[str]]:
    """What api.explain_slot answers about each of the starts."""
    rows = connection.execute(
        """
        select s, api.explain_slot(
            p_tenant_id => private.begin_claims(%s, true),
            p_service_id => %s,
            p_resource_id => %s,
            p_starts_at => s,
            p_party_size => %s
        )
        from unnest(%s::text[]) as s
        """,
        [
            GUEST,
            id_of(question.service),
            id_of(lead),
            question.party,
            [moment(start).isoformat() for start in starts],
        ],
    )
    told = {minute_said(start): answer for start, answer in rows}
    for answer in told.values():
        assert answer["free"] == (not answer["reasons"])
    return {
        start: {reason["code"] for reason in answer["reasons"]} for start, answer in told.items()
    }


def guest_books(connection: Connection, question: Question, start: int, lead: str) -> bool:
    """Whether api.create_booking takes the booking, which is then undone."""
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(
                """
                select api.create_booking(
                    p_tenant_id => private.begin_claims(%s, false),
                    p_service_id => %s,
                    p_resource_id => %s,
                    p_starts_at => %s,
                    p_party_size => %s,
                    p_customer => '{"name": "Zoe", "email": "zoe@customers.test"}'
                )
                """,
                [
                    GUEST,
                    id_of(question.service),
                    id_of(lead),
                    moment(start).isoformat(),
                    question.party,
                ],
            )
    except psycopg.Error as error:
        if (error.sqlstate or "")[:2] not in ("KC", "KV"):
            raise
        return False
    return True
