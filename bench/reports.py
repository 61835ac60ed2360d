"""Reports of a business with two years of visits in its ledger, beside adding up its postings."""

import datetime
import time
from pathlib import Path
from typing import Any

from app.migrate import Connection, run_file
from bench.databases import Databases, connected, create, settle
from bench.plan import Plan
from bench.report import Report

SEED = Path(__file__).with_name("reports.sql")
SLUG = "bench-1"

REPORTS = ("revenue", "taxes", "deposits", "payments", "commissions", "receivables")
SPANS = {"a month": 30, "a year": 365}
GROUPINGS = ("day", "staff")
TIMES = 3

SUM = """
    select a.kind, sum(p.amount_minor)
    from data.postings as p
    join data.ledger_accounts as a using (tenant_id, account_id)
    where p.tenant_id = (select t.tenant_id from data.tenants as t where t.slug = %s)
    group by a.kind
"""

OWNER = """
    select
        tenant_id,
        set_config('request.claims', jsonb_build_object(
            'role', 'owner', 'tenant_id', tenant_id, 'sub', gen_random_uuid()
        )::text, false)
    from data.tenants
    where slug = %s
"""


def measure(databases: Databases, plan: Plan, report: Report) -> None:
    """Every report of a month and of a year, and the plainest sum over all postings."""
    url = create(databases.full, "bench_reports", template="bench_full")
    with connected(url) as dba:
        run_file(dba, SEED)
        dba.execute("call bench.earn(%s, %s)", (SLUG, plan.visits))
        settle(dba)
        dba.execute("set plan_cache_mode = 'force_generic_plan'")
        tenant_id = owner(dba)
        for _ in range(plan.rounds):
            in_turn(dba, tenant_id, plan, report)


def owner(dba: Connection) -> str:
    """Be its owner from here on: the business's id."""
    row = dba.execute(OWNER.encode(), (SLUG,)).fetchone()
    assert row is not None
    return str(row[0])


def in_turn(dba: Connection, tenant_id: str, plan: Plan, report: Report) -> None:
    """Each once, and how long it takes of what the plain sum takes."""
    postings = f"{plan.visits * 5:,} postings"
    plain = f"SUM over {postings}"
    report.add(plain, milliseconds(dba, SUM, (SLUG,)), "ms")
    dba.execute("set role holdfast_web")
    until = datetime.datetime.now(datetime.UTC).date()
    for name in REPORTS:
        for words, days in SPANS.items():
            for by in GROUPINGS:
                series = f"{name} of {words} by {by}, {postings}"
                query = f"select api.get_{name}_report(%s, %s, %s, %s)"
                asked = (tenant_id, until - datetime.timedelta(days), until, by)
                report.add(series, milliseconds(dba, query, asked), "ms")
    dba.execute("reset role")
    year = f"revenue of a year by day, {postings}"
    report.compare(f"{year}, of a plain SUM over all", year, plain)


def milliseconds(dba: Connection, query: str, values: tuple[Any, ...]) -> float:
    """The best of a few times, so that what others do to the machine counts little."""
    took = []
    for _ in range(TIMES):
        started = time.perf_counter()
        dba.execute(query.encode(), values).fetchall()
        took.append((time.perf_counter() - started) * 1000)
    return min(took)
