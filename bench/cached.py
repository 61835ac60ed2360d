"""What an answer costs that is not worked out: no answer at all, and one that Redis keeps.

In the very same application, so that only where the answer comes from differs.
"""

import urllib.request

from bench import wanted
from bench.application import Application, free_port, postmaster
from bench.booking import add_answers
from bench.databases import Databases, web
from bench.peers import FIRST, SEARCHES_ASKED, Missing, redis, require_redis, uvicorn
from bench.plan import Plan
from bench.report import Report

CLIENTS = 8

BARE, KEPT, WORKED_OUT = "a bare endpoint", "kept in Redis", "worked out"
NAME = "one application, 8 clients: "


def measure(databases: Databases, plan: Plan, report: Report) -> None:
    """The three in turn."""
    try:
        require_redis()
    except Missing as missing:
        report.remark(f"Answers kept in Redis were not measured: {missing} is missing.")
        return
    from redis import Redis

    searches = wanted.searches(databases.full, FIRST)[:SEARCHES_ASKED]
    paths = [wanted.availability(search).split(" ")[1] for search in searches]
    lines = {
        BARE: ["GET /bare "],
        KEPT: [f"GET /kept?{path.partition('?')[2]} " for path in paths],
        WORKED_OUT: [f"GET {path} " for path in paths],
    }
    port = free_port()
    with redis() as (redis_url, redis_process):
        environment = {"DATABASE_URL": web(databases.full), "REDIS_URL": redis_url}
        with uvicorn("bench.baselines.cached.service:app", port, environment) as process:
            application = Application(port, process, redis_process, postmaster(databases.full))
            with Redis.from_url(redis_url) as client:
                for path in paths:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
                        client.set(path.partition("?")[2], answer.read())
            for number in range(plan.rounds):
                for name in list(lines)[:: -1 if number % 2 else 1]:
                    answers = application.load(lines[name], CLIENTS, plan.peer_seconds, repeat=True)
                    add_answers(report, NAME + name, answers)
    report.compare(f"{NAME}{KEPT}, of {BARE}", NAME + KEPT, NAME + BARE)
    report.compare(f"{NAME}{WORKED_OUT}, of {BARE}", NAME + WORKED_OUT, NAME + BARE)
