"""Measure Holdfast on this machine: `make bench`, or `make bench ARGS=--quick`.

It starts a PostgreSQL of its own in a temporary folder and removes it. Progress goes to standard
error, the result to standard output, as Markdown. bench/README.md says what is measured.
"""

import argparse
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import NoReturn

sys.path.insert(0, str(Path(__file__).parent.parent))

from app.commands.progress import Progress
from bench import availability, booking, databases, race
from bench.plan import FULL, QUICK
from bench.report import Report

MEASUREMENTS = {
    "availability": ("availability in SQL", availability.measure),
    "availability-http": ("availability over HTTP", availability.measure_http),
    "booking": ("create_booking in SQL and over HTTP", booking.measure),
    "row-security": ("create_booking without row security", booking.measure_row_security),
    "race": ("50 clients, one slot", race.measure),
}


def leave(number: int, frame: FrameType | None) -> NoReturn:
    """Leave in good order, so that the server stops and its folder goes."""
    sys.exit(1)


def main() -> None:
    parser = argparse.ArgumentParser("make bench", description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="half a minute, and rough")
    parser.add_argument(
        "--only", choices=MEASUREMENTS, action="append", help="may be given more than once"
    )
    asked = parser.parse_args()
    plan = QUICK if asked.quick else FULL
    signal.signal(signal.SIGTERM, leave)

    report = Report()
    with Progress(sys.stderr) as progress:
        progress("starting PostgreSQL")
        server = databases.start()
        machine = databases.machine(server)
        progress("making businesses and bookings")
        made = databases.prepare(server, plan)
        for name, (words, measure) in MEASUREMENTS.items():
            if name in (asked.only or MEASUREMENTS):
                progress(words)
                measure(made, plan, report)
    print(f"{machine} {plan.rounds} rounds.\n\n{report.markdown()}")


if __name__ == "__main__":
    main()
