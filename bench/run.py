"""Measure Holdfast on this machine: `make bench`, or `make bench ARGS=--quick`.

It starts a PostgreSQL of its own in a temporary folder and removes it. Progress goes to standard
error, the result to standard output, as Markdown. bench/README.md says what is measured.
"""

import argparse
import datetime
import signal
import sys
import traceback
from pathlib import Path
from types import FrameType
from typing import NoReturn

sys.path.insert(0, str(Path(__file__).parent.parent))

from app.commands.progress import Progress
from bench import (
    availability,
    booking,
    cached,
    contention,
    databases,
    deliveries,
    growth,
    live,
    payments,
    peers,
    profiling,
    race,
    reports,
)
from bench.plan import FULL, QUICK, Plan
from bench.report import Report

MEASUREMENTS = {
    "availability": ("availability in SQL", availability.measure),
    "availability-http": ("availability over HTTP", availability.measure_http),
    "booking": ("create_booking in SQL and over HTTP", booking.measure),
    "row-security": ("create_booking without row security", booking.measure_row_security),
    "race": ("50 clients, one slot", race.measure),
    "contention": ("32 clients, one day", contention.measure),
    "cached": ("kept answers", cached.measure),
    "live": ("live updates", live.measure),
    "payments": ("payments and the ledger", payments.measure),
    "reports": ("reports of the ledger", reports.measure),
    "peers": ("Holdfast beside others", peers.measure),
    "deliveries": ("deliveries beside other queues", deliveries.measure),
    "profile": ("where the time goes", profiling.measure),
}

README = Path(__file__).with_name("README.md")
LAST_RUN, GROWTH = "## Last run\n", "## Growth\n"


def measured(plan: Plan, wanted: list[str], *, grow: bool) -> str:
    """Measure what is wanted; the result."""
    report = Report()
    with Progress(sys.stderr) as progress:
        progress("starting PostgreSQL")
        server = databases.start()
        machine = databases.machine(server)
        if grow:
            progress("growth")
            growth.measure(server, plan, report)
        else:
            progress("making businesses and bookings")
            made = databases.prepare(server, plan)
            for name in wanted:
                words, measure = MEASUREMENTS[name]
                progress(words)
                try:
                    measure(made, plan, report)
                except Exception:  # The others are measured all the same.
                    traceback.print_exc()
                    report.remark(f"{words}: this came to no end.")
    today = datetime.datetime.now(datetime.UTC).date()
    rounds = "1 round" if plan.rounds == 1 else f"{plan.rounds} rounds"
    return f"{today}, {rounds}: {machine}\n\n{report.markdown()}\n"


def rewritten(text: str, heading: str, result: str) -> str:
    """A page with a result in the place of what was under a heading."""
    before, _, after = text.partition(heading)
    _, next_heading, rest = after.partition("\n## ")
    return f"{before}{heading}\n{result}{next_heading}{rest}"


def leave(number: int, frame: FrameType | None) -> NoReturn:
    """Leave in good order, so that the server stops and its folder goes."""
    sys.exit(1)


def main() -> None:
    parser = argparse.ArgumentParser("make bench", description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="half a minute, and rough")
    parser.add_argument(
        "--only", choices=MEASUREMENTS, action="append", help="may be given more than once"
    )
    parser.add_argument(
        "--growth", action="store_true", help="instead, up to 5 million bookings: ten minutes"
    )
    parser.add_argument("--write", action="store_true", help="put it into bench/README.md as well")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, leave)

    wanted = [name for name in MEASUREMENTS if name in (asked.only or MEASUREMENTS)]
    result = measured(QUICK if asked.quick else FULL, wanted, grow=asked.growth)
    sys.stdout.write(result)
    if asked.write:
        heading = GROWTH if asked.growth else LAST_RUN
        README.write_text(rewritten(README.read_text(), heading, result))


if __name__ == "__main__":
    main()
