"""What goes on for as long as the process lives does go on."""

import asyncio
import logging
import time
from collections.abc import Callable

import psycopg
import pytest

from app import listener, recurring
from app.listener import CHANNEL, Listener, Published, published


async def until(condition: Callable[[], bool]) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "it never came"
        await asyncio.sleep(0.001)


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        ('{"a": 7}', {"a": 7}),
        ("{}", {}),
        ("", None),
        ("x", None),
        ("[]", None),
        ('{"a": "x"}', None),
        ('{"a": null}', None),
        ("[" * 7000, None),
        ('{"a": ' + "9" * 7000 + "}", None),
    ],
)
def test_what_is_no_notification_of_ours_may_mean_anything(
    payload: str, said: Published | None
) -> None:
    assert published(payload) == said


def test_who_could_not_take_what_they_heard_is_told_to_look_at_everything(
    given: psycopg.Connection, worker_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listener, "RECONNECT_SECONDS", 0.01)
    told: list[Published | None] = []

    def heard(what: Published | None) -> None:
        told.append(what)
        if what:
            raise TypeError("An odd one.")

    async def listen() -> None:
        ears = Listener(worker_url)
        ears.subscribe(heard)
        listening = asyncio.create_task(ears.keep_listening())
        try:
            await until(lambda: told == [None])
            given.execute("select pg_notify(%s, '{\"a\": 1}')", [CHANNEL])
            await until(lambda: len(told) == 3 and ears.is_up)
        finally:
            listening.cancel()

    asyncio.run(listen())
    assert told == [None, {"a": 1}, None]


def test_what_ends_begins_again_and_says_why(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(recurring, "REST_SECONDS", 0)
    begun = 0

    async def work() -> None:
        nonlocal begun
        begun += 1
        if begun == 1:
            raise ValueError("Why it ended.")
        if begun == 3:
            await asyncio.Event().wait()

    async def watch() -> None:
        task = asyncio.create_task(recurring.keep_up(work))
        await until(lambda: begun == 3)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    with caplog.at_level(logging.ERROR):
        asyncio.run(watch())
    assert "Why it ended." in caplog.text
    assert caplog.text.count("has come to an end") == 2


def test_what_fails_when_it_is_told_to_end_does_not_begin_again() -> None:
    async def work() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            raise ValueError("It cannot end.") from None

    async def watch() -> None:
        task = asyncio.create_task(recurring.keep_up(work))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(ValueError, match="cannot end"):
            await asyncio.wait_for(task, 20)

    asyncio.run(watch())
