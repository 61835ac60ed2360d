"""The proof: that it shows what holds, finds out what does not, and leaves nothing behind."""

import asyncio
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from live import KEY, serving
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from stripes import Stripes, stripe_double

from app.commands import Trouble, place
from app.passwords import HASHER
from app.proof import prove
from app.proof.checks import SECTIONS
from app.proof.claims import Section, claim
from app.proof.stage import Account, Laboratory, Stage
from app.proof.terminal import FAILS, HOLDS, NOT_SHOWN, Terminal
from app.proof.till import Till
from app.proof.wire import Call, Server

Given = psycopg.Connection[tuple[Any, ...]]

ROOT = Path(__file__).parent.parent.parent
HOLDFAST = [sys.executable, "-m", "app", "proof"]
PASSWORD = "correct horse battery staple"
OLGA, OTTO = Account("olga@alder.test", PASSWORD), Account("otto@birch.test", PASSWORD)

# What must be as it was: what is active, what is on offer, and what is said about when.
TRACES = """
    select
        (select count(*) from data.bookings where status in ('held', 'pending', 'confirmed')),
        (select count(*) from data.allocations where active),
        (select count(*) from data.services where archived_at is null),
        (select count(*) from data.resources where archived_at is null),
        (select count(*) from data.locations where archived_at is null),
        (select count(*) from data.hours),
        (select count(*) from data.shifts),
        (select count(*) from data.time_off),
        (select count(*) from data.closures)
"""


@pytest.fixture
def businesses(given: Given) -> None:
    """Two, each with somebody who can sign in; the first has something to book."""
    given.execute("select given.tenant('alder'), given.tenant('birch')")
    given.execute("select given.resource('alder', 'Ann')")
    given.execute("select given.service('alder', 'Cut', 60, 'Ann')")
    given.execute("select given.member('alder', 'Olga', 'owner')")
    given.execute("select given.member('birch', 'Otto', 'owner')")
    given.execute("update data.users set password_hash = %s", [HASHER.hash(PASSWORD)])


def traces(given: Given) -> tuple[Any, ...] | None:
    return given.execute(TRACES).fetchone()


def proved(
    http: httpx.Client,
    sections: tuple[Section, ...] = SECTIONS,
    laboratory: Laboratory | None = None,
) -> tuple[prove.Proof, str]:
    """Run the proof against a server; what came of it, and what it said."""
    screen = io.StringIO()
    proof = prove.Proof(Terminal(screen))

    async def run() -> None:
        stage = await prove.set_up(str(http.base_url), OLGA, OTTO, laboratory)
        await proof.run(stage, sections)

    asyncio.run(run())
    return proof, screen.getvalue()


@pytest.fixture
def till(given: Given, businesses: None) -> Iterator[Stripes]:
    """Stripe, with whom the first business has an account."""
    with stripe_double() as stripes:
        account = given.execute("select given.payment_account('alder', 200)").fetchone()
        assert account is not None
        stripes.control.introduce(account[0], "IT", "EUR", "Alder")
        yield stripes


def test_everything_holds_and_nothing_is_left(till: Stripes, given: Given, database: str) -> None:
    @claim("the hold's minute passes")
    async def pass_the_minute(stage: Stage) -> str:
        for column in (
            "bookings.hold_expires_at",
            "bookings.lapses_at",
            "allocations.hold_expires_at",
        ):
            table, _, name = column.partition(".")
            query = f"update data.{table} set {name} = now() - interval '1 second'"
            given.execute(f"{query} where {name} is not null".encode())
        assert stage.hold
        stage.hold = stage.hold._replace(ends_at=time.monotonic())
        return ""

    sections = (*SECTIONS[:-2], Section("The clock", (pass_the_minute,)), *SECTIONS[-2:])
    with serving(
        database,
        worker=True,
        sweep_seconds=3600,
        stripe_url=till.url,
        stripe_secret_key=till.key,
        stripe_webhook_secret=till.secret,
        stripe_connect_webhook_secret=till.connect_secret,
    ) as http:
        url = str(http.base_url)
        till.control.endpoints(f"{url}/v1/stripe/webhook")
        seen = [public(http, given), traces(given)]
        stripe = Till(till.url, till.key, till.connect_secret, database)
        proof, said = proved(http, sections, Laboratory(url, database, KEY, stripe))
        left = [public(http, given), traces(given)]

    assert {outcome.mark for outcome in proof.outcomes.values()} == {HOLDS}, said
    assert proof.report()["holds"] is True
    assert max(map(len, said.splitlines())) <= 100, said
    assert left == seen
    assert given.execute("select count(*) > 30 from data.bookings").fetchone() == (True,)


def public(http: httpx.Client, given: Given) -> list[Any]:
    """What anybody sees of the first business."""
    row = given.execute(
        "select given.service_id('alder', 'Cut')::text, current_date + 28, current_date + 35"
    ).fetchone()
    assert row is not None
    days = dict(zip(("service_id", "from", "to"), map(str, row), strict=True))
    pages = ("", "/services", "/resources", "/availability")
    return [
        http.get(f"/v1/tenants/alder{page}", params=days if "av" in page else {}).json()
        for page in pages
    ]


class Liar:
    """Around the application: whatever it says to who wants a booking, they are told 201."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["status"] = 201
            await send(message)

        wants = scope["type"] == "http" and scope["method"] == "POST"
        lied_to = wants and scope["path"].endswith("/bookings")
        await self.app(scope, receive, told if lied_to else send)


@pytest.mark.usefixtures("businesses")
def test_a_server_that_double_books_is_found_out(web_url: str, given: Given) -> None:
    before = traces(given)
    with serving(web_url, around=Liar) as http:
        finished = subprocess.run(
            [*HOLDFAST, "--json", *arguments(http)],
            cwd=ROOT,
            env=os.environ | {"PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    assert finished.returncode == 1
    assert json.loads(finished.stdout)["holds"] is False
    said = finished.stderr
    assert "✗ 50 people want 10:00 at once" in said
    assert "expected  1 x 201, 49 x 409" in said
    assert "seen      50 x 201" in said
    assert "✓ 7 bookings move to one free hour at once" in said
    assert "FAILED" in said
    assert "\033" not in said
    assert traces(given) == before


def arguments(http: httpx.Client) -> list[str]:
    """The command's arguments for a server of the tests."""
    ours = ["--email", OLGA.email, "--password", OLGA.password]
    theirs = ["--other-email", OTTO.email, "--other-password", OTTO.password]
    return ["--url", str(http.base_url), *ours, *theirs]


@pytest.mark.usefixtures("businesses")
def test_interrupted_it_cleans_up(http: httpx.Client, given: Given) -> None:
    before = traces(given)
    running = subprocess.Popen(
        [*HOLDFAST, *arguments(http)],
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert running.stdout
        while "One time, one booking" not in running.stdout.readline():
            assert running.poll() is None
        running.send_signal(signal.SIGTERM)
        said, _ = running.communicate(timeout=30)
    finally:
        running.kill()
    assert running.returncode == 130
    assert "Interrupted" in said
    assert "✓ the public sees the same" in said
    assert traces(given) == before


def test_its_own_server_goes_with_everything() -> None:
    folder = place.temporary_folder("hf")  # Short: a socket's path has room for some 100 bytes.
    running = subprocess.Popen(
        HOLDFAST,
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(folder)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert running.stdout
        while "http://127.0.0.1:" not in (line := running.stdout.readline()):
            assert running.poll() is None
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=30)
    finally:
        running.kill()
    assert running.returncode == 130
    assert list(folder.glob("holdfast-*")) == []
    with pytest.raises(httpx.ConnectError):
        httpx.get(line.split()[-1])


@pytest.mark.usefixtures("businesses")
@pytest.mark.parametrize(
    ("ours", "theirs", "says"),
    [
        (OLGA._replace(password="wrong"), OTTO, "401 sign-in-failed"),
        (OLGA, OLGA, "Both sign-ins are of one business"),
    ],
    ids=["password", "one business"],
)
def test_it_needs_two_businesses(
    http: httpx.Client, ours: Account, theirs: Account, says: str
) -> None:
    with pytest.raises(Trouble, match=says):
        asyncio.run(prove.set_up(str(http.base_url), ours, theirs))


@pytest.mark.parametrize("url", ["127.0.0.1:8000", "ftp://x", "http://", "http://x:y"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(Trouble, match="is no address"):
        Server(url)


def test_a_server_that_is_not_there_is_trouble() -> None:
    with pytest.raises(Trouble, match="does not answer"):
        asyncio.run(prove.set_up("http://127.0.0.1:1", OLGA, OTTO))


def test_told_to_slow_down_it_does(web_url: str) -> None:
    with serving(web_url, around=Busy) as http:
        server = Server(str(http.base_url))
        answer = asyncio.run(server.send(Call("GET", "/healthz")))

    assert answer.body == {"status": "ok"}
    assert [each.status for each in server.answers] == [429, 200]
    assert server.waited == 1


class Busy:
    """Around the application: the first who asks is told to come again in a second."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.asked = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            self.asked += 1
        if self.asked == 1:
            later = Response(None, 429, {"Retry-After": "1"})
            await later(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def test_without_unicode_and_colours_it_is_plain() -> None:
    written = io.BytesIO()
    terminal = Terminal(io.TextIOWrapper(written, encoding="ascii"))
    for mark in (HOLDS, FAILS, NOT_SHOWN):
        terminal.end(mark, "claim", "1 ms", "Größer")

    assert written.getvalue().decode().split() == [
        word for sign in "+x-" for word in (sign, "claim", "1", "ms", "Gr??er")
    ]


def test_what_took_long_to_say_stands_below() -> None:
    said = io.StringIO()
    Terminal(said).end(HOLDS, "c" * 72, "1" * 22)
    Terminal(said).end(HOLDS, "c" * 72, "1" * 23)

    beside, claimed, below = said.getvalue().splitlines()
    assert len(beside) == 100
    assert (claimed.strip(), below.strip()) == ("+ " + "c" * 72, "1" * 23)


class Screen(io.StringIO):
    """A terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_on_a_terminal_it_has_colours_unless_they_are_unwanted(
    monkeypatch: pytest.MonkeyPatch, no_color: str, coloured: bool
) -> None:
    monkeypatch.setenv("NO_COLOR", no_color)
    screen = Screen()
    terminal = Terminal(screen)
    terminal.begin("claim", "(1 s)")
    terminal.end(HOLDS, "claim")

    assert "(1 s)" in screen.getvalue()
    assert screen.getvalue().rpartition("\033[K")[2].strip().startswith("\033[32m✓") is coloured
