"""The real application in a process of its own, and what it takes to answer."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import psutil

from bench.databases import connected, web
from bench.report import percentile

ROOT = Path(__file__).parent.parent
LOAD = Path(__file__).with_name("http_load.py")


class Answers(NamedTuple):
    """What came of a load."""

    statuses: dict[str, int]
    per_second: float
    """Answers per second that were what was asked for. A refusal is none."""
    p50: float
    p99: float
    cpu: float
    """Milliseconds of CPU time for each answer, of the application and PostgreSQL."""

    @property
    def good(self) -> int:
        """How many answers were what was asked for."""
        return self.statuses.get("200", 0) + self.statuses.get("201", 0)


class Application:
    """A running application: one process of uvicorn, with settings as in production."""

    def __init__(self, port: int, process: int, server: int) -> None:
        self.port = port
        self.process = psutil.Process(process)
        self.server = psutil.Process(server)

    def load(
        self, requests: Sequence[str], clients: int, seconds: float, *, repeat: bool = False
    ) -> Answers:
        """Put a load on it: requests as bench/http_load.py reads them."""
        command = [sys.executable, str(LOAD), str(self.port), str(clients), str(seconds)]
        before = self.cpu_seconds()
        done = subprocess.run(  # noqa: S603 - a program of ours
            [*command, "--repeat"] if repeat else command,
            input="\n".join(requests),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        spent = self.cpu_seconds() - before
        outcome = json.loads(done.stdout)
        statuses, took = outcome["statuses"], outcome["milliseconds"]
        good = statuses.get("200", 0) + statuses.get("201", 0)
        return Answers(
            statuses,
            good / outcome["seconds"],
            percentile(took, 0.5),
            percentile(took, 0.99),
            spent * 1000 / max(good, 1),
        )

    def cpu_seconds(self) -> float:
        """CPU time so far, of the application and of every process of PostgreSQL's."""
        spent = 0.0
        for process in (self.process, self.server, *self.server.children()):
            with contextlib.suppress(psutil.NoSuchProcess):
                times = process.cpu_times()
                spent += times.user + times.system
        return spent


@contextlib.contextmanager
def serving(url: str) -> Iterator[Application]:
    """Serve the database at a superuser's URL on a free port."""
    port = free_port()
    environment = os.environ | {
        "DATABASE_URL": web(url),
        "HOLDFAST_PORT": str(port),
        "HOLDFAST_PUBLIC_WRITES_PER_MINUTE": "1000000000",
    }
    with connected(url) as dba:
        row = dba.execute("show data_directory").fetchone()
    assert row is not None
    server = int((Path(row[0]) / "postmaster.pid").read_text().partition("\n")[0])
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "serve"],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.DEVNULL,  # A line for each request, as in production.
    )
    try:
        wait_until_ready(port, process)
        yield Application(port, process.pid, server)
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_until_ready(port: int, process: subprocess.Popen[bytes], seconds: float = 30) -> None:
    """Wait for the application. Raises RuntimeError if it ends or takes too long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        with (
            contextlib.suppress(urllib.error.URLError, ConnectionError),
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5),
        ):
            return
        time.sleep(0.05)
    raise RuntimeError("The application did not start.")
