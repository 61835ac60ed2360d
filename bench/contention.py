"""32 clients who want times of the same day of the same person, until it is full and after.

Most are refused, which is the point: how long does it take to be told, and does anybody deadlock?
"""

import json
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from datetime import time as clock
from functools import partial
from zoneinfo import ZoneInfo

from bench import wanted
from bench.application import Application, serving
from bench.booking import TABLES, require_rows
from bench.caller import Caller
from bench.databases import Databases, connected, count
from bench.plan import Plan
from bench.race import TAKEN, race, racers
from bench.report import Report, percentile
from bench.wanted import Slot

CLIENTS = 32
WORDS = f"{CLIENTS} clients, one day"
MANNERS = ("in SQL", "over HTTP")

# Every start of the day, each asked for so often.
STARTS, TIMES = 31, 10

# Past all days that other measurements book.
LATER = timedelta(days=400)

DEADLOCKS = "select deadlocks from pg_stat_database where datname = current_database()"

Outcome = tuple[int, float, float]
"""How many got what they wanted; p50 and p99 of everybody's wait in milliseconds."""


def measure(databases: Databases, plan: Plan, report: Report) -> None:
    """One day after the other, each empty at first."""
    url = databases.full
    with racers(url, CLIENTS) as callers, serving(url) as application:
        measure_day(url, callers, application, Report())  # So that all have compiled it.
        for _ in range(plan.contended_days):
            measure_day(url, callers, application, report)


def measure_day(
    url: str, callers: Sequence[Caller], application: Application, report: Report
) -> None:
    """A day in SQL, and a day over HTTP."""
    tell(url, report, f"{WORDS}, {MANNERS[0]}", partial(in_sql, callers))
    tell(url, report, f"{WORDS}, {MANNERS[1]}", partial(over_http, application))


def tell(url: str, report: Report, name: str, contend: Callable[[str], Outcome]) -> None:
    """What came of a day. Raises RuntimeError unless there are as many bookings as successes."""
    rows, deadlocks = count(url, TABLES["create_booking"]), deadlocks_so_far(url)
    made, p50, p99 = contend(url)
    require_rows(count(url, TABLES["create_booking"]) - rows, made)
    report.add(f"{name}: bookings made", made, "")
    report.add(f"{name}: deadlocks", deadlocks_so_far(url) - deadlocks, "", "0")
    report.add(f"{name}: p50", p50, "ms")
    report.add(f"{name}: p99", p99, "ms", "≤ 500")


def in_sql(callers: Sequence[Caller], url: str) -> Outcome:
    """A connection for each. Raises RuntimeError if anybody is refused for another reason."""
    wanted = [values(slot) for slot in wishes(url)]
    finishes = race(callers, wanted)
    codes = Counter(finish.code for finish in finishes)
    require_only(codes, "", TAKEN)
    waits = [finish.milliseconds for finish in finishes]
    return codes[""], percentile(waits, 0.5), percentile(waits, 0.99)


def over_http(application: Application, url: str) -> Outcome:
    """The same over HTTP."""
    answers = application.load(list(map(wanted.booking, wishes(url))), CLIENTS, 60)
    require_only(Counter(answers.statuses), "201", "409")
    return answers.good, answers.p50, answers.p99


def wishes(url: str) -> list[Slot]:
    """Every start of somebody's day many times, in random order, by as many customers."""
    [slot] = wanted.slots(url, 1)
    starts = [
        text(datetime.fromisoformat(slot.starts_at).date() + LATER, n) for n in range(STARTS)
    ] * TIMES
    random.shuffle(starts)
    return [
        slot._replace(
            starts_at=start,
            customer=json.dumps({"name": "Anna", "email": f"day{slot.n}-{n}@bench.example"}),
        )
        for n, start in enumerate(starts)
    ]


def text(day: date, quarter: int) -> str:
    """A quarter of an hour of the working day, as requests say it."""
    opens = datetime.combine(day, clock(9), ZoneInfo("Europe/Rome"))
    return (opens + quarter * timedelta(minutes=15)).astimezone(ZoneInfo("UTC")).isoformat()


def values(slot: Slot) -> list[str]:
    """A wish as the values of race.BOOKING."""
    claims = json.dumps({"role": "guest", "slug": slot.slug})
    return [claims, slot.service_id, slot.resource_id, slot.starts_at, slot.customer]


def deadlocks_so_far(url: str) -> int:
    """How many there have been in the database, ever."""
    time.sleep(1.1)  # A connection counts its own once a second, when it is idle.
    with connected(url) as dba:
        row = dba.execute(DEADLOCKS).fetchone()
    assert row is not None
    return int(row[0])


def require_only(found: Counter[str], *expected: str) -> None:
    """Raise RuntimeError if there was anything else."""
    if unexpected := set(found) - set(expected):
        raise RuntimeError(f"Answered with {unexpected}.")
