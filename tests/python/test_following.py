"""Whoever follows the events of a business misses none, and hears of each thing in its order."""

import random
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import httpx
import psycopg
import pytest
from conftest import Databases
from live import serving, settings
from racing import Arena, Call, Shop, won
from waiting import until

from app.dsn import as_user
from app.tokens import Tokens

WRITERS = 16
ROUNDS = 6


@pytest.fixture(scope="module")
def arena(databases: Databases, vocabulary: str) -> Iterator[Arena]:
    url = databases.create(vocabulary)
    arena = Arena(url, WRITERS)
    yield arena
    arena.close()
    databases.drop(url)


@pytest.fixture(scope="module")
def client(arena: Arena) -> Iterator[httpx.Client]:
    """The application, with a worker that relays."""
    with serving(as_user(arena.url, "holdfast_web"), worker=True) as client:
        yield client


@pytest.fixture
def shop(arena: Arena) -> Shop:
    return arena.shop()


class Follower:
    """Somebody who reads the events of a business as docs/events.md says."""

    def __init__(self, client: httpx.Client, shop: Shop, **query: Any) -> None:
        self.client = client
        self.query = query
        token = Tokens(settings("")).access(shop.owner["sub"], shop.tenant_id, "owner")
        self.headers = {"authorization": f"Bearer {token}"}
        self.position = "0"
        self.read: list[dict[str, Any]] = []

    def ask(self, limit: int = 200) -> bool:
        """Read on from where it is; whether that led any further."""
        answer = self.client.get(
            "/v1/events",
            params={"after": self.position, "limit": limit, **self.query},
            headers=self.headers,
        )
        assert answer.status_code == 200, answer.text
        page = answer.json()
        self.read += page["items"]
        before, self.position = self.position, page["next_cursor"]
        return self.position != before

    def catch_up(self, head: int) -> None:
        """Read on until there."""
        ends = time.monotonic() + 30
        while int(self.position) < head:
            assert time.monotonic() < ends, (self.position, head)
            if not self.ask():
                time.sleep(0.01)


def written(arena: Arena, shop: Shop) -> list[tuple[str, int]]:
    """All events of a business once they are published: id and number, in order."""
    unpublished = "select count(*) from data.events where tenant_id = %s and sequence is null"
    until(lambda: arena.one(unpublished, shop.tenant_id) == 0)
    rows = arena.dba.execute(
        "select event_id::text, sequence from data.events where tenant_id = %s order by sequence",
        (shop.tenant_id,),
    )
    return [(event_id, sequence) for event_id, sequence in rows]


def test_what_commits_late_is_not_missed(arena: Arena, shop: Shop, client: httpx.Client) -> None:
    follower = Follower(client, shop)
    add = "insert into data.locations (tenant_id, name, time_zone) values (%s, 'Late', 'UTC')"
    with psycopg.connect(arena.url) as late:
        late.execute(add, [shop.tenant_id])  # Its event is written, and older than what follows.
        shop.resources(3)
        head = len(written(arena, shop))
        follower.catch_up(head)
        assert "resource.created" in {each["type"] for each in follower.read}
        late.commit()
    told = written(arena, shop)
    follower.catch_up(head + 1)
    assert [(each["id"], each["sequence"]) for each in follower.read] == told
    last = follower.read[-1]
    assert last["type"] == "location.created"
    assert last["id"] < follower.read[-2]["id"]


def test_many_write_and_all_of_it_is_followed_in_order(
    arena: Arena, shop: Shop, client: httpx.Client
) -> None:
    """Sixteen writers move, cancel and book over and over, while two follow in small steps."""
    leads = shop.resources(2)
    service = shop.service(leads, minutes=30)
    bookings = [shop.book(service, shop.at(0, f"{9 + n}:00"), leads[0]) for n in range(4)]
    followers = [Follower(client, shop), Follower(client, shop, type="booking")]
    done = threading.Event()

    def follow(follower: Follower) -> None:
        draw = random.Random(7)
        while not done.is_set():
            follower.ask(draw.randint(1, 9))

    threads = [threading.Thread(target=follow, args=[each]) for each in followers]
    for thread in threads:
        thread.start()
    draw = random.Random(20)
    moved = 0
    try:
        for day in range(1, ROUNDS + 1):
            calls: list[Call] = [
                shop.move(
                    draw.choice(bookings),
                    shop.at(day, f"{draw.randint(9, 15)}:00"),
                    draw.choice(leads),
                )
                for _ in range(WRITERS - 2)
            ]
            calls += [shop.create(service, shop.at(day, "16:00")) for _ in range(2)]
            moved += len(won(arena.start("many write", calls)))
    finally:
        done.set()
        for thread in threads:
            thread.join()
    assert moved > ROUNDS * 4
    told = written(arena, shop)
    everything, of_bookings = followers
    for follower in followers:
        follower.catch_up(len(told))
    assert [sequence for _, sequence in told] == list(range(1, len(told) + 1))
    assert [(each["id"], each["sequence"]) for each in everything.read] == told
    assert of_bookings.read == [
        each for each in everything.read if each["type"].startswith("booking.")
    ]
    versions = defaultdict(list)
    for each in of_bookings.read:
        # What a move leaves is told besides, and is no version.
        if each["type"] != "booking.vacated":
            versions[each["subject_id"]].append(each["version"])
    assert len(versions) >= 4 + ROUNDS
    assert all(seen == list(range(1, len(seen) + 1)) for seen in versions.values()), versions
    assert max(map(len, versions.values())) > 4


def test_somebody_else_may_not(shop: Shop, client: httpx.Client) -> None:
    assert client.get("/v1/events").status_code == 401
    types = client.get("/v1/event-types", params={"limit": 200}).json()["items"]
    assert "booking.confirmed" in {each["type"] for each in types}
