"""Availability: the function, the search inside it, and the answer over HTTP.

In SQL every contestant is asked in turn, call by call, so that whatever slows the machine down for
a while slows all of them.
"""

import json
import statistics
import time
from collections.abc import Mapping
from typing import NamedTuple

from bench import wanted
from bench.application import serving
from bench.booking import add_answers
from bench.caller import Caller
from bench.databases import ONE, TWO, Databases, Scans, connected, web
from bench.plan import Plan
from bench.report import Report


class Case(NamedTuple):
    """A search: whose days, and how many."""

    words: str
    business: int
    one: bool
    days: int
    goal: str


CASES = (
    Case("1 staff x 1 day", ONE, True, 1, "≤ 0.25"),
    Case("1 staff x 30 days", ONE, True, 30, "≤ 0.9"),
    Case("20 staff x 7 days", ONE, False, 7, "≤ 2.5"),
    Case("200 staff x 1 day", TWO, False, 1, "≤ 5"),
    Case("200 staff x 30 days", TWO, False, 30, "≤ 95"),
)

OFF = "row security off"
ALONE = "no other business"

NOTHING = "select 1"

# Just what the application sends.
FUNCTION = """
    select
        api.get_availability(
            p_tenant_id => private.begin_claims($1, $2),
            p_service_id => $3,
            p_from => $4,
            p_to => $5
        )::text,
        current_setting('response.headers', true)
"""
FUNCTION_OF_ONE = FUNCTION.replace("p_to => $5", "p_to => $5,\n            p_resource_id => $6")

SEARCH = """
    select count(*)
    from private.bookable_starts(
        $1, $2, $3::uuid[], $4, $5, 1, now(), now() + interval '730 days'
    )
"""

IDS = """
    select
        tenant_id::text,
        service_id::text,
        array_agg(resource_id::text order by resource_id),
        (current_date + 1)::text,
        (current_date + %s)::text
    from data.tenants
    join data.candidates using (tenant_id)
    where slug = %s
    group by tenant_id, service_id
"""

ENOUGH_SECONDS = 1.5


class Contestant(NamedTuple):
    """A prepared statement on a connection, with its values."""

    caller: Caller
    statement: str
    values: list[str]

    def time(self) -> float:
        return self.caller.time(self.statement, self.values)


def measure(databases: Databases, plan: Plan, report: Report) -> None:
    """Every case, for every contestant that there is a use for."""
    scans = Scans(databases.full)
    with (
        scans,
        function_caller(databases.full) as full,
        function_caller(databases.unguarded) as unguarded,
        function_caller(databases.alone) as alone,
        search_caller(databases.full, ONE) as search_one,
        search_caller(databases.full, TWO) as search_two,
    ):
        for case in CASES:
            values, search_values = arguments(databases.full, case)
            statement = "function of one" if case.one else "function"
            search = search_one if case.business == ONE else search_two
            name = f"get_availability, {case.words}"
            contestants = {
                name: Contestant(full, statement, values),
                f"search alone, {case.words}": Contestant(search, "search", search_values),
                f"{name}, {OFF}": Contestant(unguarded, statement, values),
            }
            if case.business == ONE:
                contestants[f"{name}, {ALONE}"] = Contestant(alone, statement, values)
            for _ in range(plan.rounds):
                for each, took in interleaved(contestants, plan.calls).items():
                    report.add(each, took, "ms", case.goal if each == name else "")
            compare(report, case)

        for _ in range(plan.rounds):
            took = interleaved({"": Contestant(full, "nothing", [])}, plan.calls)[""]
            report.add("an empty statement", took, "ms")
    scans.tell(report, "get_availability")


def compare(report: Report, case: Case) -> None:
    """What row security costs, and what the data of others cost."""
    name = f"get_availability, {case.words}"
    report.compare(f"{name}: with row security, of without", name, f"{name}, {OFF}", "≤ 1.15")
    if case.business == ONE:
        report.compare(
            f"{name}: among other businesses, of alone",
            name,
            f"{name}, {ALONE}",
            "≤ 1.2",
        )


def function_caller(url: str) -> Caller:
    """A client that asks as the application does."""
    caller = Caller(web(url))
    caller.prepare("nothing", NOTHING)
    caller.prepare("function", FUNCTION)
    caller.prepare("function of one", FUNCTION_OF_ONE)
    return caller


def search_caller(url: str, business: int) -> Caller:
    """A client that runs the search as the function does: as holdfast_api, for one business."""
    with connected(url) as dba:
        row = dba.execute(IDS, (1, f"bench-{business}")).fetchone()
    assert row is not None
    claims = json.dumps({"tenant_id": row[0], "role": "guest"})
    caller = Caller(url, role="holdfast_api", claims=claims)
    caller.prepare("search", SEARCH)
    return caller


def arguments(url: str, case: Case) -> tuple[list[str], list[str]]:
    """The values of the function, and of the search inside it."""
    with connected(url) as dba:
        row = dba.execute(IDS, (case.days, f"bench-{case.business}")).fetchone()
    assert row is not None
    tenant_id, service_id, resource_ids, first, last = row
    claims = json.dumps({"role": "guest", "slug": f"bench-{case.business}"})
    values = [claims, "true", service_id, first, last]
    if case.one:
        resource_ids = resource_ids[:1]
        values.extend(resource_ids)
    return values, [tenant_id, service_id, f"{{{','.join(resource_ids)}}}", first, last]


def interleaved(contestants: Mapping[str, Contestant], calls: int) -> dict[str, float]:
    """The median time of each, in milliseconds: one call of each in turn, so many times, or as
    often as there is time for."""
    took: dict[str, list[float]] = {name: [] for name in contestants}
    for contestant in contestants.values():
        contestant.time()
    until = time.perf_counter() + ENOUGH_SECONDS
    for number in range(calls):
        if number >= 3 and time.perf_counter() > until:
            break
        for name, contestant in contestants.items():
            took[name].append(contestant.time())
    return {name: statistics.median(each) for name, each in took.items()}


def measure_http(databases: Databases, plan: Plan, report: Report) -> None:
    """Answers over HTTP, none of which has been given before."""
    clients = 8
    searches = {
        words: [wanted.availability(search) for search in wanted.searches(databases.full, words)]
        for words in wanted.SEARCHES
    }
    with serving(databases.full) as application:
        for each in searches.values():
            application.load(each, clients, plan.warm_up, repeat=True)
        for _ in range(plan.rounds):
            for words, each in searches.items():
                answers = application.load(each, clients, plan.seconds, repeat=True)
                add_answers(report, f"availability over HTTP, {words}, {clients} clients", answers)
