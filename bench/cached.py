"""What an answer costs that is not worked out: no answer at all, one that the process keeps, and
one that Redis keeps.

In the very same application, so that only where the answer comes from differs; and beside it
Starlette with nothing around it.
"""

import time
import urllib.request
from collections.abc import Sequence

from app.dsn import as_user
from bench import wanted
from bench.application import Application, free_port, postmaster
from bench.booking import add_answers
from bench.databases import Databases, web
from bench.peers import FIRST, SEARCHES_ASKED, Missing, redis, require_redis, uvicorn
from bench.plan import Plan
from bench.report import Report

CLIENTS = 8

BARE, INSIDE = "bare Starlette", "a bare endpoint of the application"
KEPT, IN_REDIS, WORKED_OUT = "kept in the process", "kept in Redis", "worked out"
NAME = "one process, 8 clients: "

SERVICE = "bench.baselines.cached.service:app"

# What the process keeps it has heard of the relay for.
SECONDS_TO_HEAR = 1.5


def measure(databases: Databases, plan: Plan, report: Report) -> None:
    """All of them in turn."""
    try:
        require_redis()
    except Missing as missing:
        report.remark(f"Answers kept in Redis were not measured: {missing} is missing.")
        return
    from redis import Redis

    url = databases.full
    searches = wanted.searches(url, FIRST)[:SEARCHES_ASKED]
    paths = [wanted.availability(search).split(" ")[1] for search in searches]
    with redis() as (redis_url, redis_process):
        environment = {"DATABASE_URL": web(url), "REDIS_URL": redis_url}
        keeping = environment | {"DATABASE_WORKER_URL": as_user(url, "holdfast_worker")}
        working_out = environment | {"HOLDFAST_KEPT_ANSWERS_BYTES": "0"}
        ports = [free_port() for _ in range(3)]
        with (
            uvicorn("bench.baselines.cached.bare:app", ports[0], {}) as bare,
            uvicorn(SERVICE, ports[1], keeping) as keeps,
            uvicorn(SERVICE, ports[2], working_out) as works_out,
        ):
            alone = Application(ports[0], bare)
            one = Application(ports[1], keeps, redis_process, postmaster(url))
            other = Application(ports[2], works_out, postmaster(url))
            time.sleep(SECONDS_TO_HEAR)
            with Redis.from_url(redis_url) as client:
                for path in paths:
                    with urllib.request.urlopen(f"http://127.0.0.1:{one.port}{path}") as answer:
                        client.set(path.partition("?")[2], answer.read())
            turns = [
                (BARE, alone, ["GET /bare "]),
                (INSIDE, one, ["GET /bare "]),
                (KEPT, one, [f"GET {path} " for path in paths]),
                (IN_REDIS, one, [f"GET /kept?{path.partition('?')[2]} " for path in paths]),
                (WORKED_OUT, other, [f"GET {path} " for path in paths]),
            ]
            take_turns(turns, plan, report)
    for of, to, goal in (
        (KEPT, BARE, "≥ 0.8"),
        (KEPT, INSIDE, ""),
        (KEPT, IN_REDIS, "> 1"),
        (IN_REDIS, BARE, ""),
        (WORKED_OUT, BARE, ""),
    ):
        report.compare(f"{NAME}{of}, of {to}", NAME + of, NAME + to, goal)


def take_turns(
    turns: Sequence[tuple[str, Application, list[str]]], plan: Plan, report: Report
) -> None:
    """Put the same load on all, in the other order every other round."""
    for number in range(plan.rounds):
        for name, application, lines in turns[:: -1 if number % 2 else 1]:
            answers = application.load(lines, CLIENTS, plan.peer_seconds, repeat=True)
            add_answers(report, NAME + name, answers)
