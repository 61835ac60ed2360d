"""Workers, and applications, in processes of their own, which can be killed: at any moment, or
where they are told to die. All are forked from one process that has imported what they need, for
that takes a second and a half."""

import asyncio
import contextlib
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import Any

import uvloop
from live import serving, settings

from app import stripe_api
from app.channels.stripe import Stripe
from app.database import Database
from app.deliveries import Pace
from app.worker import working

PATIENCE_SECONDS = 40

FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload(["pytest", "processes", "app.main"])

STEPS = ("before", "done", "noted")
"""Where a process can be told to die: before it asks Stripe, once Stripe has answered and before
that is noted, and once it is noted and before anybody hears of it."""

NOTES = ("note_checkout", "note_payment_account", "settle_deliveries")


class Process:
    """Something in a process of its own: a target that is told what to do, where to say that it has
    begun, and at which step to die."""

    def __init__(self, target: Callable[..., None], step: str, **given: Any) -> None:
        here, there = FORKED.Pipe()
        self._process = FORKED.Process(target=target, args=(there, step, given), daemon=True)
        self._process.start()
        there.close()
        assert here.poll(PATIENCE_SECONDS)
        self.said: str = here.recv()

    def kill(self) -> None:
        """End it, with no chance to put anything in order."""
        self._process.kill()
        self._process.join()

    def wait_until_dead(self) -> None:
        """Until it has died where it was told to."""
        self._process.join(PATIENCE_SECONDS)
        assert self._process.exitcode == -signal.SIGKILL


def die_at(step: str) -> None:
    """Have this process kill itself at a step of the next thing that it asks Stripe for."""

    def reached(now: str) -> None:
        if now == step:
            os.kill(os.getpid(), signal.SIGKILL)

    answered, call = stripe_api.answered, Database.call

    async def asked(asking: Any) -> Any:
        reached("before")
        found = await answered(asking)
        reached("done")
        return found

    async def called(self: Database, function: str, *arguments: Any, **named: Any) -> Any:
        found = await call(self, function, *arguments, **named)
        if function in NOTES:
            reached("noted")
        return found

    stripe_api.answered = asked
    Database.call = called  # type: ignore[method-assign]


def prepare(step: str, given: dict[str, Any]) -> None:
    """Do what a process is told besides its settings: at which step to die, and for how long to
    wait for Stripe."""
    die_at(step)
    stripe_api.SECONDS = given.pop("ask_seconds", stripe_api.SECONDS)


def work(told: Connection, step: str, given: dict[str, Any]) -> None:
    """Be a worker that asks Stripe, and leaves letters to others."""
    prepare(step, given)
    ours = settings(**given, worker=True)

    async def until_killed() -> None:
        pace = Pace(poll_seconds=0.1)
        async with working(ours, {"stripe": Stripe(ours)}, pace):
            told.send("")
            await asyncio.Event().wait()

    uvloop.run(until_killed())


def serve(told: Connection, step: str, given: dict[str, Any]) -> None:
    """Be an application, and say where."""
    prepare(step, given)
    with serving(**given) as http:
        told.send(str(http.base_url))
        signal.pause()


@contextlib.contextmanager
def process(target: Callable[..., None], step: str = "", **given: Any) -> Iterator[Process]:
    """Something in a process of its own, for as long as the context lasts if it does not die."""
    begun = Process(target, step, **given)
    try:
        yield begun
    finally:
        begun.kill()
