"""Live updates: what they cost bookings, how soon a page knows, and what an open page takes.

The worker that relays is a process of its own, in both cases of the comparison: what differs is
whether it runs, and whether pages are open.
"""

import contextlib
import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil

from app.dsn import as_user
from bench import wanted
from bench.application import Application, free_port, postmaster, running
from bench.booking import add_answers, book_over_http
from bench.databases import Databases, checkpoint, connected, web
from bench.plan import Plan
from bench.report import Report, percentile

READERS = Path(__file__).with_name("live_readers.py")

CLIENTS = 32
PAGES = 1000
BOOKINGS = 50

OFF, ON, WRITTEN = (
    f"bookings over HTTP, {what}"
    for what in ("nothing live", "relayed to 100 open pages", "and e-mails to all")
)


def measure(databases: Databases, plan: Plan, report: Report) -> None:
    """Bookings without, with, and with e-mails besides; then a thousand pages."""
    url = databases.full
    for number in range(plan.rounds):
        for name in (OFF, ON, WRITTEN)[:: -1 if number % 2 else 1]:
            write_to_all(url, name == WRITTEN)
            checkpoint(url)
            with contextlib.ExitStack() as stack:
                application = stack.enter_context(serving(url))
                if name != OFF:
                    stack.enter_context(working(url))
                    stack.enter_context(pages(application.port, 100))
                book_over_http(url, application, CLIENTS, plan.warm_up)
                add_answers(report, name, book_over_http(url, application, CLIENTS, plan.seconds))
    report.compare("bookings with live updates on, of off, 32 clients", ON, OFF, "≥ 0.9")
    report.compare("bookings with e-mails too, of off, 32 clients", WRITTEN, OFF)
    write_to_all(url, False)
    for _ in range(plan.rounds):
        with serving(url) as application, working(url):
            told(url, application, report)


def write_to_all(url: str, on: bool) -> None:
    """Have all businesses write e-mails to customers and staff, or not. They end up in a folder."""
    with connected(url) as dba:
        dba.execute(
            "insert into data.notification_settings (tenant_id, channels)"
            " select tenant_id, %s from data.tenants"
            " on conflict (tenant_id) do update set channels = excluded.channels",
            [["email"] if on else []],
        )


@contextlib.contextmanager
def serving(url: str) -> Iterator[Application]:
    """The application, without a worker of its own."""
    port = free_port()
    environment = {
        "DATABASE_URL": web(url),
        "HOLDFAST_PORT": str(port),
        "HOLDFAST_PUBLIC_WRITES_PER_MINUTE": "1000000000",
        "HOLDFAST_LIVE_STREAMS_PER_ADDRESS": "10000",
    }
    with running([sys.executable, "-m", "app", "serve"], environment, f"{port}/readyz") as process:
        yield Application(port, process, postmaster(url))


@contextlib.contextmanager
def working(url: str) -> Iterator[None]:
    """A worker."""
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "worker"],
        env=os.environ
        | {
            "DATABASE_WORKER_URL": as_user(url, "holdfast_worker"),
            "HOLDFAST_SECRET_KEY": secrets.token_urlsafe(48),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


@contextlib.contextmanager
def pages(port: int, many: int) -> Iterator[subprocess.Popen[str]]:
    """Open pages, in a process of their own."""
    process = subprocess.Popen(  # noqa: S603 - a program of ours
        [sys.executable, str(READERS), str(port), str(many), "/v1/tenants/bench-1/live"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        answer(process)
        yield process
    finally:
        process.terminate()
        process.wait()


def answer(process: subprocess.Popen[str]) -> Any:
    """What the pages say next."""
    assert process.stdout is not None
    return json.loads(process.stdout.readline())


def told(url: str, application: Application, report: Report) -> None:
    """From the commit of a booking, as its client hears of it, until each page knows."""
    served = application.processes[0]
    with pages(application.port, 10):
        before = memory(served)
    with pages(application.port, PAGES) as process:
        report.add("memory for each open page", (memory(served) - before) / (PAGES - 10), "kB")
        slots = [slot for slot in wanted.slots(url, 50 * BOOKINGS) if slot.slug == "bench-1"]
        late: list[float] = []
        for slot in slots[:BOOKINGS]:
            assert process.stdin is not None
            process.stdin.write(wanted.booking(slot) + "\n")
            process.stdin.flush()
            late.extend(answer(process))
    name = f"from commit to page, {PAGES:,} open pages, "
    report.add(f"{name}p50", percentile(late, 0.5), "ms")
    report.add(f"{name}p99", percentile(late, 0.99), "ms", "< 100")


def memory(process: psutil.Process) -> float:
    """What it has of its own, in kB."""
    return float(process.memory_info().rss) / 1024
