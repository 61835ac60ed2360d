"""Deliveries beside other job queues on PostgreSQL, in one run and on the same server.

Throughput: the worker is there; so many jobs that do nothing come at once; from their commit until
the last is settled, for 15 seconds at most. Latency: one job after another, from its commit until
it begins. Every contestant has one worker process with 100 jobs at a time and eight connections.
What is not on this machine is left out, and the report says so.
"""

import contextlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.dsn import as_user, with_database
from app.migrate import migrate, run_file
from bench.application import ROOT
from bench.databases import Databases, checkpoint, connected, create
from bench.npm import npm
from bench.peers import Missing
from bench.plan import Plan
from bench.report import Report, percentile

BASELINES = Path(__file__).parent / "baselines" / "queues"
MODULES = ROOT / ".holdfast" / "graphile-worker-0.18.0"
QUEUES = Path(__file__).with_name("queues.sql")

PACE_SECONDS = 0.025
# Whoever has not made all jobs by then is measured by those that are made.
LONGEST_SECONDS = 15


class Queue:
    """A contestant. The base is Holdfast itself: events, relay, claim, delivery, settled."""

    name = "Holdfast"
    enqueue = """
        insert into data.events (tenant_id, type, subject_id, data)
        select t.tenant_id, 'bench.job', gen_random_uuid(), jsonb_build_object('number', n)
        from generate_series(%(first)s::integer, %(last)s) as n
        join (select tenant_id, row_number() over (order by tenant_id) as nth from data.tenants)
            as t on t.nth = 1 + n %% 20
    """
    left = """
        select
            (select count(*) from data.events where sequence is null)
            + (select count(*) from data.deliveries where status = 'pending')
    """

    clear = """
        update data.deliveries set status = 'discarded', settled_at = now()
        where status = 'pending'
    """
    """What does away with jobs that are left."""

    def __init__(self, server: str) -> None:
        self.url = create(server, f"bench_{type(self).__name__.lower()}")
        self.connection = connected(self.url)

    def prepare(self) -> None:
        """Make what it needs in its database. Raises Missing."""
        migrate(self.url)
        run_file(self.connection, QUEUES)
        # What the businesses themselves have had happen is told to nobody.
        self.connection.execute("vacuum analyze")

    def command(self) -> Sequence[str]:
        """What runs its worker."""
        url = as_user(self.url, "holdfast_worker")
        return (sys.executable, str(BASELINES / "holdfast_worker.py"), url)

    def add(self, first: int, last: int) -> None:
        """Enqueue jobs with these numbers."""
        self.connection.execute(self.enqueue, {"first": first, "last": last})

    def waiting(self) -> int:
        """How many jobs are not settled."""
        row = self.connection.execute(self.left).fetchone()
        assert row is not None
        return int(row[0])


class Procrastinate(Queue):
    """procrastinate, from PyPI."""

    name = "procrastinate"
    enqueue = """
        insert into procrastinate_jobs (queue_name, task_name, args)
        select 'default', 'begin', jsonb_build_object('number', n)
        from generate_series(%(first)s::integer, %(last)s) as n
    """
    left = "select count(*) from procrastinate_jobs where status in ('todo', 'doing')"
    clear = "truncate procrastinate_jobs cascade"

    def prepare(self) -> None:
        try:
            from procrastinate.schema import SchemaManager
        except ImportError:
            raise Missing("procrastinate, of the extra bench,") from None
        self.connection.execute(SchemaManager.get_schema().encode())
        self.connection.execute("vacuum analyze")

    def command(self) -> Sequence[str]:
        return (sys.executable, str(BASELINES / "procrastinate_worker.py"), self.url)


class Graphile(Queue):
    """graphile-worker, from npm, as it comes."""

    name = "graphile-worker"
    enqueue = """
        select graphile_worker.add_jobs(array_agg(row(
            'begin', json_build_object('number', n), null, null, null, null, null, null
        )::graphile_worker.job_spec order by n))
        from generate_series(%(first)s::integer, %(last)s) as n
    """
    left = "select count(*) from graphile_worker._private_jobs"
    clear = "delete from graphile_worker._private_jobs"
    batches = "no"

    def prepare(self) -> None:
        if not shutil.which("node"):
            raise Missing("node")
        if not MODULES.exists():
            with tempfile.TemporaryDirectory(dir=ROOT / ".holdfast") as folder:
                try:
                    subprocess.run(  # noqa: S603 - a version of our choice
                        [*npm(), "install", "--silent", "graphile-worker@0.18.0"],
                        cwd=folder,
                        check=True,
                        capture_output=True,
                    )
                except (OSError, subprocess.CalledProcessError):
                    raise Missing("npm or its registry") from None
                shutil.copytree(folder, MODULES, symlinks=True)
        with self.working():
            until = time.monotonic() + 30
            while (
                time.monotonic() < until
                and not self.connection.execute(
                    "select from pg_proc where proname = 'add_jobs'"
                ).fetchall()
            ):
                time.sleep(0.1)
            time.sleep(1)
        self.connection.execute("vacuum analyze")

    def command(self) -> Sequence[str]:
        program = str(BASELINES / "graphile_worker.mjs")
        return ("node", program, str(MODULES), self.url, self.batches)

    @contextlib.contextmanager
    def working(self) -> Iterator[None]:
        """Its worker, which makes its tables when it starts."""
        with running(self.command()):
            yield


class GraphileInBatches(Graphile):
    """The same with jobs fetched and completed in batches."""

    name = "graphile-worker, in batches"
    batches = "yes"


CONTESTANTS = (Queue, Procrastinate, Graphile, GraphileInBatches)


@contextlib.contextmanager
def running(command: Sequence[str]) -> Iterator[dict[int, int]]:
    """A worker; and when each job began, by its number, once the worker has ended."""
    began: dict[int, int] = {}
    with tempfile.TemporaryFile() as said:
        worker = subprocess.Popen(  # noqa: S603 - a program of ours, or a peer's
            command, stdout=said, stderr=subprocess.DEVNULL, cwd=ROOT
        )
        try:
            yield began
        finally:
            worker.send_signal(signal.SIGTERM)
            try:
                worker.wait(20)
            except subprocess.TimeoutExpired:
                worker.kill()
                worker.wait()
        said.seek(0)
        for line in said:
            number, at = line.split()
            if int(number) in began:
                raise RuntimeError(f"Job {int(number)} was made twice.")
            began[int(number)] = int(at)


def measure(databases: Databases, plan: Plan, report: Report) -> None:
    """All of them, in turns."""
    server = with_database(databases.full, "postgres")
    present = []
    for contestant in CONTESTANTS:
        queue = contestant(server)
        try:
            queue.prepare()
        except Missing as missing:
            report.remark(f"{queue.name} is not here: {missing} is missing.")
        else:
            present.append(queue)
    first = 1
    for nth in range(plan.rounds):
        for queue in present if nth % 2 == 0 else reversed(present):
            checkpoint(server)
            per_second = throughput(queue, first, plan.jobs)
            report.add(f"{queue.name}: jobs", per_second, "/s")
            took = latencies(queue, first + plan.jobs + 1, plan.paced_jobs)
            report.add(f"{queue.name}: commit to start, p50", percentile(took, 0.5), "ms")
            report.add(f"{queue.name}: commit to start, p99", percentile(took, 0.99), "ms")
        first += plan.jobs + plan.paced_jobs + 2
    for queue in present[1:]:
        for what, goal in (
            ("jobs", "> 1"),
            ("commit to start, p50", "< 1"),
            ("commit to start, p99", "< 1"),
        ):
            report.compare(
                f"{what}: Holdfast, of {queue.name}",
                f"Holdfast: {what}",
                f"{queue.name}: {what}",
                goal,
            )


def throughput(queue: Queue, first: int, jobs: int) -> float:
    """Jobs a second, from their commit until all are settled; the worker is there, and has had
    something to do before. Raises RuntimeError if more are settled than were made."""
    with running(queue.command()) as began:
        warm_up(queue, first)
        queue.add(first + 1, first + jobs)
        started = time.perf_counter()
        while (waiting := queue.waiting()) and time.perf_counter() - started < LONGEST_SECONDS:
            time.sleep(0.02)
        took = time.perf_counter() - started
    if len(began) <= jobs - waiting:
        raise RuntimeError(f"{queue.name} made {len(began)} jobs of {jobs + 1 - waiting}.")
    queue.connection.execute(queue.clear)
    return (jobs - waiting) / took


def latencies(queue: Queue, first: int, jobs: int) -> list[float]:
    """Milliseconds from a job's commit until it begins, one job after another."""
    committed: dict[int, int] = {}
    with running(queue.command()) as began:
        warm_up(queue, first)
        for number in range(first + 1, first + jobs + 1):
            queue.add(number, number)
            committed[number] = time.time_ns()
            time.sleep(PACE_SECONDS)
        while queue.waiting():
            time.sleep(0.05)
    return [(began[number] - at) / 1e6 for number, at in committed.items()]


def warm_up(queue: Queue, number: int) -> None:
    """Let the worker make one job, and settle down."""
    queue.add(number, number)
    until = time.monotonic() + LONGEST_SECONDS
    while queue.waiting() and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(0.5)
