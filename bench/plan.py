"""How much is measured: everything, or as much as half a minute allows."""

from typing import NamedTuple


class Plan(NamedTuple):
    """The size of the data, and how long and how often each contestant runs."""

    others: int
    """Businesses with 20 staff, besides the one whose cost is followed and the one with 200."""
    days: int
    """Days that are about 70 % booked in the calendars of those two."""
    other_days: int
    """The same in the calendars of the others."""
    clients: tuple[int, ...]
    rounds: int
    seconds: int
    """How long a contestant runs in a round."""
    warm_up: int
    """Seconds before that, while connections plan and compile what they will call."""
    calls: int
    """Calls timed in a round, of a function that takes a millisecond or less."""
    races: int
    peer_seconds: float
    """How long each of the peers runs in a round."""
    peer_races: int
    contended_days: int
    businesses: int
    """How many share a database whose bookings grow."""
    sizes: tuple[int, ...]
    """And how many bookings they have."""
    jobs: int
    """Jobs that a queue is given at once."""
    paced_jobs: int
    """Jobs that it is given one after another."""
    visits: int
    """Visits in the ledger that reports are made of: five postings each."""


FULL = Plan(
    others=100,
    days=30,
    other_days=10,
    clients=(1, 8, 32),
    rounds=3,
    seconds=3,
    warm_up=2,
    calls=200,
    races=50,
    peer_seconds=1.5,
    peer_races=5,
    contended_days=3,
    businesses=1000,
    sizes=(10_000, 100_000, 1_000_000, 5_000_000),
    jobs=20_000,
    paced_jobs=400,
    visits=200_000,
)

QUICK = Plan(
    others=10,
    days=30,
    other_days=3,
    clients=(32,),
    rounds=1,
    seconds=1,
    warm_up=1,
    calls=20,
    races=5,
    peer_seconds=1,
    peer_races=2,
    contended_days=1,
    businesses=20,
    sizes=(10_000, 20_000),
    jobs=3_000,
    paced_jobs=100,
    visits=20_000,
)
