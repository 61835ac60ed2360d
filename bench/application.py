"""Servers in processes of their own, the real application first, and what it takes to answer."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
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
    """Milliseconds of CPU time for each good answer, of all that is needed to answer."""

    @property
    def good(self) -> int:
        """How many answers were what was asked for."""
        return self.statuses.get("200", 0) + self.statuses.get("201", 0)


class Application:
    """A running server: its own processes, and those that it needs, PostgreSQL's among them."""

    def __init__(self, port: int, *processes: int) -> None:
        self.port = port
        self.processes = [psutil.Process(process) for process in processes]

    def load(
        self,
        requests: Sequence[str],
        clients: int,
        seconds: float,
        *,
        repeat: bool = False,
        program: Path = LOAD,
    ) -> Answers:
        """Put a load on it: requests as bench/http_load.py reads them, or another like it."""
        command = [sys.executable, str(program), str(self.port), str(clients), str(seconds)]
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
        """CPU time so far, of every process and the processes that it has started."""
        spent = 0.0
        for process in self.processes:
            for each in (process, *process.children(recursive=True)):
                with contextlib.suppress(psutil.NoSuchProcess):
                    times = each.cpu_times()
                    spent += times.user + times.system
        return spent


@contextlib.contextmanager
def serving(url: str) -> Iterator[Application]:
    """Serve the database at a superuser's URL on a free port, with settings as in production."""
    port = free_port()
    environment = {
        "DATABASE_URL": web(url),
        "HOLDFAST_PORT": str(port),
        "HOLDFAST_PUBLIC_WRITES_PER_MINUTE": "1000000000",
    }
    with running([sys.executable, "-m", "app", "serve"], environment, f"{port}/readyz") as process:
        yield Application(port, process, postmaster(url))


@contextlib.contextmanager
def running(command: Sequence[str], environment: Mapping[str, str], ready: str) -> Iterator[int]:
    """Run a server in the checkout, and wait until <port>/<path> answers; its process."""
    process = subprocess.Popen(  # noqa: S603 - a program of ours, or a peer's
        command,
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,  # A line for each request, as in production.
    )
    try:
        wait_until_ready(f"http://127.0.0.1:{ready}", process)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def postmaster(url: str) -> int:
    """The first process of the server that a URL leads to."""
    with connected(url) as dba:
        row = dba.execute("show data_directory").fetchone()
    assert row is not None
    return int((Path(row[0]) / "postmaster.pid").read_text().partition("\n")[0])


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_until_ready(url: str, process: subprocess.Popen[bytes], seconds: float = 30) -> None:
    """Wait for an answer that is no error. Raises RuntimeError if the server ends or takes too
    long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        with (
            contextlib.suppress(urllib.error.URLError, ConnectionError),
            urllib.request.urlopen(url, timeout=5),  # noqa: S310 - on this machine
        ):
            return
        time.sleep(0.05)
    raise RuntimeError(f"What should answer at {url} did not start.")
