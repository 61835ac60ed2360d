"""Runs pgbench, PostgreSQL's own load generator."""

import re
import subprocess
from pathlib import Path
from typing import NamedTuple

from app import embedded

FOLDER = Path(__file__).parent
SECOND = re.compile(r"^progress: [\d.]+ s, ([\d.]+) tps", re.MULTILINE)
PROCESSED = re.compile(r"^number of transactions actually processed: (\d+)", re.MULTILINE)


class Run(NamedTuple):
    """What came of it."""

    per_second: float
    """Transactions per second, once warm."""
    processed: int
    """Transactions in all, those of the warm-up with them."""


def run(url: str, script: str, clients: int, seconds: int, warm_up: int) -> Run:
    """Let clients run bench/<script>.pgbench. Raises RuntimeError if a transaction fails."""
    return read(
        execute(url, script, clients, "--time", str(seconds + warm_up), "--progress", "1"), warm_up
    )


def execute(url: str, script: str, clients: int, *options: str) -> str:
    """Run it; what pgbench says. Raises RuntimeError if a transaction fails."""
    command = [
        *(embedded.program("pgbench"), "--no-vacuum", "--protocol", "prepared"),
        *("--client", str(clients), "--jobs", str(min(clients, 2)), *options),
        *("--file", str(FOLDER / f"{script}.pgbench"), url),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    if done.returncode:
        raise RuntimeError(f"{script}: {done.stderr}")
    return done.stderr + done.stdout


def read(output: str, warm_up: int) -> Run:
    """What pgbench's output says. Each second is a line of its own; the first ones do not count."""
    processed = PROCESSED.search(output)
    seconds = [float(each) for each in SECOND.findall(output)]
    if processed is None or not seconds:
        raise RuntimeError(output)
    # A busy machine may swallow a line, but not the last.
    warm = seconds[warm_up:] or seconds[-1:]
    return Run(sum(warm) / len(warm), int(processed[1]))
