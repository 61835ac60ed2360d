"""Runs the checks one after the other, says how each went, and leaves the server as it was."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Iterable
from typing import Any, NamedTuple

from httptools import HttpParserError

from app.commands import Trouble
from app.proof.checks import SECTIONS
from app.proof.claims import Check, Section
from app.proof.clean import AFTERWARDS
from app.proof.expectations import NotShown, Refuted
from app.proof.stage import Account, Laboratory, Stage, shown, sign_in
from app.proof.terminal import BOLD, DIM, FAILS, HOLDS, NOT_SHOWN, Mark, Terminal
from app.proof.wire import Call, Server

UNREADABLE = (OSError, LookupError, TypeError, ValueError, HttpParserError)
"""What comes of no answer, or of one that is quite another than ours."""

STAYS = "What stays, for the staff only: cancelled bookings, their guests, and what they were of."
GONE = "The server was started for this, and goes with all that is in it."


class Outcome(NamedTuple):
    """How a check went: in a few words, and in lines that explain."""

    mark: Mark
    detail: str = ""
    more: tuple[str, ...] = ()


class Proof:
    """One run. After it, outcomes has what came of each claim."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.outcomes: dict[str, Outcome] = {}

    async def run(self, stage: Stage, sections: Iterable[Section] = SECTIONS) -> bool:
        """Go through all sections, then take the stage down; say whether nothing was refuted."""
        started = time.monotonic()
        interrupted = True
        self.terminal.line(f"{stage.ours.name} and {stage.theirs.name} on {stage.server.url}", DIM)
        try:
            for section in sections:
                await self.section(section, stage)
            interrupted = False
        finally:
            await self.section(AFTERWARDS, stage)
            self.terminal.line()
            said = "Interrupted: so far " if interrupted else ""
            self.terminal.line(said + self.summary(time.monotonic() - started), BOLD)
            self.terminal.line(STAYS if stage.laboratory is None else GONE, DIM)
        return not self.count(FAILS)

    async def section(self, section: Section, stage: Stage) -> None:
        """Run what belongs together."""
        self.terminal.section(section.name)
        for check in section.checks:
            async with self.under_way(check, stage):
                outcome = await attempt(check, stage)
            self.outcomes[check.claim] = outcome
            self.terminal.end(outcome.mark, check.claim, outcome.detail, *outcome.more)

    @contextlib.asynccontextmanager
    async def under_way(self, check: Check, stage: Stage) -> AsyncIterator[None]:
        """Say what is under way and, once that takes long, for how long."""

        async def tell() -> None:
            started = time.monotonic()
            doing = ""
            while True:
                self.terminal.begin(check.claim, doing)
                await asyncio.sleep(1)
                left = stage.waiting_until - time.monotonic()
                gone = time.monotonic() - started
                doing = f"({left:.0f} s to go)" if left > 0 else f"({gone:.0f} s)"

        telling = asyncio.create_task(tell())
        try:
            yield
        finally:
            telling.cancel()

    def summary(self, seconds: float) -> str:
        """What it came to, in a line."""
        parts = [f"{self.count(HOLDS)} of {len(self.outcomes)} claims hold"]
        if failed := self.count(FAILS):
            parts.append(f"{failed} FAILED")
        if not_shown := self.count(NOT_SHOWN):
            parts.append(f"{not_shown} could not be shown here")
        return f"{', '.join(parts)}. {seconds:.0f} s."

    def count(self, mark: Mark) -> int:
        """How many outcomes are of this kind."""
        return sum(outcome.mark is mark for outcome in self.outcomes.values())

    def report(self) -> dict[str, Any]:
        """The same for a machine."""
        return {
            "holds": not self.count(FAILS),
            "claims": [
                {
                    "claim": claim,
                    "outcome": outcome.mark.word,
                    "detail": " ".join([outcome.detail, *outcome.more]).strip(),
                }
                for claim, outcome in self.outcomes.items()
            ],
        }


async def attempt(check: Check, stage: Stage) -> Outcome:
    """Run one check."""
    waited = stage.server.waited
    try:
        outcome = Outcome(HOLDS, await check.show(stage))
    except Refuted as error:
        outcome = refuted(error.expected, error.seen)
    except NotShown as error:
        outcome = Outcome(NOT_SHOWN, "not shown", (str(error),))
    except Exception as error:  # Whatever an answer led to: the other checks go on.
        outcome = refuted("an answer that can be read", f"{type(error).__name__}: {error}")
    if waited := stage.server.waited - waited:
        told = f"The server asked us to slow down, and we waited {waited} s."
        outcome = outcome._replace(more=(*outcome.more, told))
    return outcome


def refuted(expected: str, seen: str) -> Outcome:
    """A claim that does not hold."""
    return Outcome(FAILS, "", (f"expected  {expected}", f"seen      {seen}"))


async def set_up(
    url: str, ours: Account, theirs: Account, laboratory: Laboratory | None = None
) -> Stage:
    """Sign in to both businesses on the server at url. Raises Trouble."""
    server = Server(url)
    try:
        us, them = await sign_in(server, ours), await sign_in(server, theirs)
        contract = (await server.send(Call("GET", "/openapi.json"))).body
        before = await shown(server, us.public)
    except (*UNREADABLE, Refuted) as error:
        raise Trouble(f"{url} does not answer as Holdfast does: {error!r}") from error
    if us.tenant_id == them.tenant_id:
        raise Trouble("Both sign-ins are of one business; the proof needs two.")
    return Stage(server, us, them, contract, before, laboratory)
