"""`holdfast proof`: shows, on a live server, that what we claim holds."""

import argparse
import asyncio
import contextlib
import json
import os
import signal
import sys
from types import FrameType

from app import demo
from app.commands.progress import Progress
from app.proof.laboratory import laboratory
from app.proof.prove import Proof, set_up
from app.proof.stage import Account, Laboratory
from app.proof.terminal import BOLD, Terminal
from app.settings import Settings

DESCRIPTION = """\
Show, check by check and over HTTP, that what we claim holds on a live server.

Without --url that is a server of its own (embedded PostgreSQL, the demo, the application, workers,
a double of Stripe), which is gone afterwards. With --url it is yours: what the proof needs it makes
in the first business, under names that begin with "Proof", and removes it again, also after Ctrl-C.
What stays is for the staff to see only: cancelled bookings, their guests, and the archived things
that they refer to.
"""

EPILOG = """\
Passwords are better given as HOLDFAST_PROOF_PASSWORD and HOLDFAST_PROOF_OTHER_PASSWORD, which no
list of processes shows. Exit status: 0 if nothing was refuted, else 1.
"""


def proof(settings: Settings, arguments: list[str]) -> int:
    """Prove it, on the server that --url names or on one of our own. Raises Trouble."""
    asked = parser().parse_args(arguments)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, as_ctrl_c)
    stream = sys.stderr if asked.json else sys.stdout
    terminal = Terminal(stream)
    terminal.line("Holdfast, proved", BOLD)
    run = Proof(terminal)
    with contextlib.ExitStack() as stack:
        own: Laboratory | None = None
        if not asked.url:
            own = stack.enter_context(laboratory(stack.enter_context(Progress(stream))))
        holds = asyncio.run(prove(run, asked, own))
    if asked.json:
        sys.stdout.write(json.dumps(run.report(), indent=2) + "\n")
    return 0 if holds else 1


async def prove(run: Proof, asked: argparse.Namespace, own: Laboratory | None) -> bool:
    """Sign in and go through everything. Raises Trouble."""
    ours = Account(asked.email, asked.password)
    theirs = Account(asked.other_email, asked.other_password)
    return await run.run(await set_up(own.url if own else asked.url, ours, theirs, own))


def as_ctrl_c(number: int, frame: FrameType | None) -> None:
    """Clean up on other signals, too."""
    signal.raise_signal(signal.SIGINT)


def parser() -> argparse.ArgumentParser:
    """The arguments. What is not given is in the environment, or is the demo's."""
    parser = argparse.ArgumentParser(
        "holdfast proof",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--url", default="", help="a running server: http://127.0.0.1:8000")
    ours, theirs = (f"owner@{business.slug}.test" for business in demo.BUSINESSES[:2])
    for name, otherwise, words in (
        ("email", ours, "who signs in: an owner or a manager"),
        ("password", demo.PASSWORD, "and their password"),
        ("other-email", theirs, "an owner or a manager of another business"),
        ("other-password", demo.PASSWORD, "and theirs"),
    ):
        variable = f"HOLDFAST_PROOF_{name.upper().replace('-', '_')}"
        value = os.environ.get(variable, otherwise)
        parser.add_argument(f"--{name}", default=value, help=f"{words} (or {variable})")
    parser.add_argument("--json", action="store_true", help="print what came of it as JSON")
    return parser
