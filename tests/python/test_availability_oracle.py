"""The search against an oracle that knows the rules and nothing else (oracle.py).

The businesses are made up, always the same ones (invented.py). Each is loaded in a transaction
that is rolled back.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import psycopg
import pytest
from conftest import Databases
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import TENANT, ZONES, Connection, Inventor, id_of, load
from oracle import EPOCH, Business, Oracle, Question, Slot, clock_changes, instant, local, moment
from psycopg.types.json import Jsonb

YEARS = date(2026, 1, 1), date(2028, 1, 1)
ORDINARY_DAYS = [date(2026, 2, 2), date(2026, 12, 31), date(2027, 6, 12)]
EXAMPLES = settings(derandomize=True, database=None, deadline=None)

SEARCH = """
select s.resource_id::text, s.starts_at, s.ends_at, s.seats_left
from private.bookable_starts(%s, %s, %s::uuid[], %s, %s, %s, %s, %s, %s) as s
"""
EXPLAIN = """
select s.starts_at, array(
    select distinct r.code
    from private.slot_reasons(%s, o, s.starts_at, %s, %s, %s, %s, %s) as r
)
from private.offers(%s, %s) as o
cross join unnest(%s::timestamptz[]) as s (starts_at)
where o.resource_id = %s
"""


CASES = [
    (zone, minute)
    for zone in ZONES
    for minute in [*clock_changes(zone, *YEARS)]
    or [instant(zone, day, 12 * 60) for day in ORDINARY_DAYS]
]
around_clock_changes = pytest.mark.parametrize(
    ("zone", "around"), CASES, ids=[f"{zone}-{local(zone, m):%Y-%m-%d}" for zone, m in CASES]
)


@pytest.fixture(scope="module")
def connection(databases: Databases, vocabulary: str) -> Iterator[Connection]:
    """A DBA's connection to a database of this module's own."""
    url = databases.create(vocabulary)
    with psycopg.connect(url, autocommit=True, options="-c timezone=UTC") as connection:
        yield connection
    databases.drop(url)


def minute_of(when: datetime) -> int:
    return (when - EPOCH) // timedelta(minutes=1)


def ignored(question: Question) -> str | None:
    return None if question.ignoring is None else id_of("booking", question.ignoring)


def search(connection: Connection, business: Business, question: Question) -> dict[Slot, int]:
    """What private.bookable_starts finds."""
    names = {id_of(resource.name): resource.name for resource in business.resources}
    rows = connection.execute(
        SEARCH,
        [
            TENANT,
            id_of(question.service),
            list(names),
            question.first,
            question.last,
            question.party,
            moment(question.earliest),
            moment(question.latest),
            ignored(question),
        ],
    ).fetchall()
    found = {
        (minute_of(starts), minute_of(ends), names[resource_id]): seats_left
        for resource_id, starts, ends, seats_left in rows
    }
    assert len(found) == len(rows), "a start is offered twice"
    return found


def explain(
    connection: Connection, question: Question, lead: str, starts: list[int]
) -> dict[int, set[str]]:
    """What private.slot_reasons says about each of the starts."""
    rows = connection.execute(
        EXPLAIN,
        [
            TENANT,
            question.party,
            moment(question.earliest),
            moment(question.latest),
            question.as_customer,
            ignored(question),
            TENANT,
            id_of(question.service),
            [moment(start) for start in starts],
            id_of(lead),
        ],
    )
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


@around_clock_changes
def test_the_search_is_right_around_a_clock_change(
    connection: Connection, zone: str, around: int
) -> None:
    for seed in range(4):
        inventor = Inventor(Random(f"{zone} {around} {seed}"), zone, around, rich=False)
        business = inventor.business()
        question = inventor.question(business)
        with connection.transaction(force_rollback=True):
            load(connection, business)
            found = search(connection, business, question)
        compare(found, Oracle(business, question).offers(), business, question)


@EXAMPLES
@given(random=st.randoms(use_true_random=False), case=st.sampled_from(CASES))
def test_the_search_is_right_whatever_the_rules(
    connection: Connection, random: Random, case: tuple[str, int]
) -> None:
    inventor = Inventor(random, *case, rich=True)
    business = inventor.business()
    question = inventor.question(business)
    with connection.transaction(force_rollback=True):
        load(connection, business)
        found = search(connection, business, question)
    compare(found, Oracle(business, question).offers(), business, question)


@settings(EXAMPLES, max_examples=12)
@given(random=st.randoms(use_true_random=False), case=st.sampled_from(CASES))
def test_what_is_not_offered_has_its_reasons(
    connection: Connection, random: Random, case: tuple[str, int]
) -> None:
    """Every minute of a day, asked about one by one."""
    inventor = Inventor(random, *case, rich=True)
    business = inventor.business()
    question = replace(inventor.question(business), as_customer=random.choice([True, False]))
    oracle = Oracle(business, question)
    lead = random.choice(list(oracle.service.leads))
    with connection.transaction(force_rollback=True):
        load(connection, business)
        found = explain(connection, question, lead, list(oracle.days(lead)))
    expected = {start: set(oracle.reasons(lead, start)) for start in oracle.days(lead)}
    compare(found, expected, lead, business, question)
