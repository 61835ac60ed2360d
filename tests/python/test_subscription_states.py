"""What a business has of the platform is a function of what Stripe has told: in whatever order it
comes, however often, and if something never comes, until the next does.

tests/python/subscriptions has sequences of events as Stripe sends them, and the state they come to.
"""

import json
import random
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import psycopg
import pytest
from conftest import Databases

FILES = sorted(Path(__file__).with_name("subscriptions").glob("*.json"))
NAMES = [path.stem for path in FILES]

# Of each order of the events, with one of them twice, what they come to: one state, or there is a
# fault.
STATES = """
    with events as (
        select array_agg(private.stripe_event_of(e.event) order by e.n) as all_of_them
        from jsonb_array_elements(%s) with ordinality as e (event, n)
    )

    select distinct private.subscription_seen(array(
        select events.all_of_them[i.value::text::integer]
        from jsonb_array_elements(o.value) with ordinality as i (value, n)
        order by i.n
    ))::text
    from events
    cross join jsonb_array_elements(%s) as o
"""

ROW = """
    select
        concat_ws(
            ' ', status, plan, case when unpaid_since is not null then 'unpaid' end,
            case when cancel_at is not null then 'ends' end
        ),
        to_jsonb(s) - '{change_id,change_kind,doubles,remind_at,updated_at}'::text[]
    from data.tenant_subscriptions as s
    where tenant_id = given.tenant_id('alder')
"""


def orders(count: int) -> list[tuple[int, ...]]:
    """Every order of so many events, of which each may come twice: all that differ."""
    found = set(permutations(range(1, count + 1)))
    for twice in range(1, count + 1):
        found |= set(permutations([*range(1, count + 1), twice]))
    return sorted(found)


@pytest.fixture(scope="module")
def connection(databases: Databases, vocabulary: str) -> Iterator[psycopg.Connection[Any]]:
    url = databases.create(vocabulary)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "select given.tenant('alder'), given.member('alder', 'Olga', 'owner'),"
            " given.plan('studio', 2900), given.plan('chain', 9900)"
        )
        connection.execute("select given.subscription_id('alder')")
        yield connection
    databases.drop(url)


def told(connection: psycopg.Connection[Any], path: Path) -> tuple[str, list[dict[str, Any]]]:
    """What a sequence comes to, and its events, about the business that is there."""
    row = connection.execute("select given.subscription_id('alder')").fetchone()
    assert row is not None
    known = json.loads(path.read_text().replace("SUBSCRIPTION_ID", str(row[0])))
    return known["state"], known["events"]


def after(
    connection: psycopg.Connection[Any], events: list[dict[str, Any]]
) -> tuple[str, dict[str, Any]]:
    """What these events come to in this order, through the door that Stripe's come through; after
    that nothing has happened."""
    with connection.transaction(force_rollback=True):
        connection.execute('set local request.claims = \'{"role": "stripe"}\'')
        for event in events:
            connection.execute(
                'set local request.claims = \'{"role": "stripe"}\'',
            )
            connection.execute("select api.receive_stripe_event(null, %s)", [json.dumps(event)])
        row = connection.execute(ROW.encode()).fetchone()
    assert row is not None
    return row[0], row[1]


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_every_order_and_number_comes_to_one_state(
    connection: psycopg.Connection[Any], path: Path
) -> None:
    _, events = told(connection, path)
    found = connection.execute(
        STATES.encode(), [json.dumps(events), json.dumps(orders(len(events)))]
    ).fetchall()
    assert len(found) == 1, found
    assert found[0][0] is not None


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_however_it_comes_in_it_is_the_state_that_is_meant(
    connection: psycopg.Connection[Any], path: Path
) -> None:
    state, events = told(connection, path)
    came, row = after(connection, events)
    assert came == state
    chosen = random.Random(path.stem).sample(list(permutations(events)), 5)
    for order in [*chosen, tuple(reversed(events))]:
        assert after(connection, [*order, order[0], order[-1]]) == (came, row)


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_what_never_comes_matters_no_longer_than_until_the_next(
    connection: psycopg.Connection[Any], path: Path
) -> None:
    """The last event of the subscription that says how it ended suffices, with the bills."""
    state, events = told(connection, path)
    last = max(
        (event for event in events if event["data"]["object"]["object"] == "subscription"),
        key=lambda event: (
            event["created"],
            event["type"] == "customer.subscription.deleted",
            event["data"].get("previous_attributes") is not None,
            events.index(event),
        ),
    )
    if path.stem == "changed_and_changed_back_in_a_second":
        last = events[2]
    bills = [event for event in events if event["data"]["object"]["object"] == "invoice"]
    assert after(connection, [last, *bills])[0] == state


def test_there_are_as_many_sequences_as_are_worth_the_name() -> None:
    assert len(FILES) >= 12
