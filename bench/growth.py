"""Whether the cost of one business's answers grows with everybody else's bookings.

The same business, with the same calendar, stands among others in copies of one database that differ
in nothing but how many bookings the others have. Copies are asked in turn, call by call.
"""

import contextlib
import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

from app.migrate import migrate, run_file
from bench import availability
from bench.availability import Case, Contestant, arguments, function_caller, interleaved
from bench.booking import TABLES
from bench.databases import CALENDARS, ONE, connected, count, create, fill, seed, settle
from bench.plan import Plan
from bench.report import Report

GROWTH = Path(__file__).with_name("growth.sql")

CASES = tuple(
    Case(f"{staff} staff x {days} {'day' if days == 1 else 'days'}", ONE, staff == 1, days, "")
    for staff in (1, 20)
    for days in (1, 7, 30)
)

# All but primary keys, which others refer to: how to drop each, and how to make it again.
INDEXES = """
    select
        case
            when c.oid is null then format('drop index %s', i.indexrelid::regclass)
            else format('alter table %s drop constraint %I', i.indrelid::regclass, c.conname)
        end,
        case
            when c.oid is null then pg_get_indexdef(i.indexrelid)
            else format(
                'alter table %s add constraint %I %s',
                i.indrelid::regclass, c.conname, pg_get_constraintdef(c.oid)
            )
        end
    from pg_index as i
    left join pg_constraint as c on c.conindid = i.indexrelid and c.contype = 'x'
    where
        i.indrelid in ('data.bookings'::regclass, 'data.allocations'::regclass)
        and not i.indisprimary
    order by c.oid  -- What takes longest first.
"""

# Every statement's plan comes as a notice, those of statements inside functions too.
EXPLAIN = """
    load 'auto_explain';
    set auto_explain.log_min_duration = 0;
    set auto_explain.log_nested_statements = on;
    set auto_explain.log_format = 'json';
    set auto_explain.log_level = 'notice';
    set plan_cache_mode = 'force_generic_plan';
    set session authorization holdfast_web
"""


def measure(server: str, plan: Plan, report: Report) -> None:
    """Every case at every size; and how it reads its tables at the largest."""
    urls = dict(grown(server, plan))
    smallest, largest = plan.sizes[0], plan.sizes[-1]
    with contextlib.ExitStack() as stack:
        callers = {size: stack.enter_context(function_caller(url)) for size, url in urls.items()}
        for case in CASES:
            statement = "function of one" if case.one else "function"
            contestants = {
                name(case, size): Contestant(caller, statement, arguments(urls[size], case)[0])
                for size, caller in callers.items()
            }
            for _ in range(plan.rounds):
                for each, took in interleaved(contestants, plan.calls).items():
                    report.add(each, took, "ms")
            report.compare(
                f"{name(case, largest)}, of {smallest:,}",
                name(case, largest),
                name(case, smallest),
                "≤ 1.2",
            )
    tell_ways(urls[largest], report)


def name(case: Case, size: int) -> str:
    """What a case at a size is called."""
    return f"get_availability, {case.words}, {size:,} bookings"


def grown(server: str, plan: Plan) -> Iterator[tuple[int, str]]:
    """A database of each size, a copy of the one before with more bookings of others."""
    url = create(server, "bench_growth")
    migrate(url)
    with connected(url) as dba:
        dba.execute("alter system set max_wal_size = '16GB'")
        dba.execute("select pg_reload_conf()")
        seed(dba)
        fill(dba, ONE, ONE, 20, plan.days)
        dba.execute("call bench.open_tenants(%s, %s, 20)", (ONE + 1, plan.businesses))
        dba.execute("call bench.number_leads()")
        run_file(dba, GROWTH)
    own = count(url, TABLES["create_booking"])
    made, template = own, "bench_growth"
    for size in plan.sizes:
        url = create(server, f"bench_growth_{size}", template)
        grow(url, made - own, size - own)
        with connected(url) as dba:
            settle(dba)
        made, template = size, f"bench_growth_{size}"
        yield size, url


def grow(url: str, first: int, last: int) -> None:
    """Add the others' bookings from number first to before number last, and index them anew."""
    with connected(url) as dba:
        indexes = dba.execute(INDEXES).fetchall()
        for drop, _ in indexes:
            dba.execute(drop)
        dba.execute("call bench.grow(%s, %s)", (first, last - 1))
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(partial(run, url), (make for _, make in indexes)))


def run(url: str, statement: str) -> None:
    """Make an index on a connection of its own."""
    with connected(url) as dba:
        dba.execute("set maintenance_work_mem = '1GB'")
        dba.execute(statement)


def tell_ways(url: str, report: Report) -> None:
    """By which ways all cases together read which table, from the plans themselves."""
    ways: dict[str, set[str]] = {}
    for plan in plans(url):
        for node in nodes(plan):
            if table := node.get("Relation Name"):
                way = " by ".join(filter(None, (node["Node Type"], node.get("Index Name"))))
                ways.setdefault(table, set()).add(way)
    for table in CALENDARS:
        scans = [way for way in ways.get(table, ()) if way == "Seq Scan"]
        report.add(f"plans that read data.{table} from end to end", len(scans), "", "0")
    told = (f"{table} ({', '.join(sorted(each))})" for table, each in sorted(ways.items()))
    report.remark(f"The plans at the largest size read {'; '.join(told)}.")


def plans(url: str) -> list[Any]:
    """The plans of every statement that the cases run, in functions too."""
    found = []

    def notice(diagnostic: psycopg.errors.Diagnostic) -> None:
        _, is_plan, text = (diagnostic.message_primary or "").partition("plan:\n")
        if is_plan:
            found.append(json.loads(text)["Plan"])

    with connected(url) as dba:
        dba.execute(EXPLAIN)
        dba.add_notice_handler(notice)
        for case in CASES:
            query = availability.FUNCTION_OF_ONE if case.one else availability.FUNCTION
            dba.pgconn.exec_params(
                query.encode(), [value.encode() for value in arguments(url, case)[0]]
            )
    return found


def nodes(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A plan's node, and all below it."""
    yield plan
    for each in plan.get("Plans", ()):
        yield from nodes(each)
