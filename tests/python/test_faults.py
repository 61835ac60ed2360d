"""Whatever breaks, a booking is there once and whole or not at all, whoever asks again with their
key learns which, and the application recovers by itself. docs/operations.md says it in a table."""

import contextlib
import random
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import psycopg
import pytest
from conftest import SQL_TESTS
from faults import Application, Crowd, Salon, Server, Wire, wait_for
from live import Together, serving
from racing import Arena

from app.dsn import as_user
from app.migrate import migrate, run_file

# Within so many seconds of the database's return, bookings are made again.
RECOVERY_SECONDS = 4


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="hf", ignore_cleanup_errors=True) as path:
        yield Path(path)


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    """A server that these tests may do anything to."""
    server = Server(folder / "pg")
    migrate(server.url)
    with psycopg.connect(server.url, autocommit=True) as dba:
        run_file(dba, SQL_TESTS / "given.sql")
    yield server
    server.stop()


@pytest.fixture(scope="module")
def arena(server: Server) -> Iterator[Arena]:
    arena = Arena(server.url, clients=1)
    yield arena
    arena.close()


@pytest.fixture
def salon(arena: Arena, server: Server) -> Salon:
    return Salon(arena, server.url)


@pytest.fixture(scope="module")
def application(server: Server, folder: Path) -> Iterator[Application]:
    """The application, started once: what happens to it in between is for it to get over."""
    application = Application(server.url, folder / "log")
    application.start()
    yield application
    application.end(signal.SIGTERM)
    assert '"status": 200' in application.log()
    assert '"status": 500' not in application.log()


def web(server: Server, **options: str) -> str:
    """The server's URL as the application signs in to it, with settings of PostgreSQL."""
    settings = "".join(f"&options=-c%20{name}%3D{value}" for name, value in options.items())
    return as_user(server.url, "holdfast_web") + settings


@pytest.mark.parametrize("together", ["0", "8"])
def test_the_application_is_killed_amid_hundreds_of_bookings(
    server: Server, salon: Salon, folder: Path, together: str
) -> None:
    application = Application(
        server.url, folder / f"killed {together}", HOLDFAST_COMBINE_BOOKINGS=together
    )
    application.start()
    crowd = Crowd(application.http, salon)
    wishes = salon.wishes(200, slots=185)
    with crowd.insisting(wishes):
        for least in (30, 100):
            crowd.wait_for(least + random.randrange(40))
            application.end(signal.SIGKILL)
            application.start()
    application.end(signal.SIGTERM)

    crowd.assert_told_the_truth(wishes)
    assert salon.bookings() == 185
    # What was under way came to its end without us, and was told to whoever asked again.
    assert any("idempotent-replayed" in answer.headers for answer in crowd.answers.values())


def restarts(server: Server) -> None:
    """As `systemctl restart postgresql`."""
    server.start()


def loses_a_process(server: Server) -> None:
    """The kernel, short of memory, takes one of ours; PostgreSQL then ends all others itself."""
    ours = [each for each in server.postmaster().children() if "holdfast_web" in each.cmdline()[0]]
    ours[0].kill()


@pytest.mark.parametrize("happens", [restarts, loses_a_process])
def test_postgresql_comes_back_at_once(
    server: Server, salon: Salon, application: Application, happens: Callable[[Server], None]
) -> None:
    crowd = Crowd(application.http, salon)
    wishes = salon.wishes(120, slots=110)
    with crowd.insisting(wishes):
        crowd.wait_for(30)
        happens(server)
        took = crowd.wait_for(len(crowd.answers) + 1)

    salon.reconnect()
    crowd.assert_told_the_truth(wishes)
    assert took < RECOVERY_SECONDS
    assert application.status("/readyz") == 200


def stops(server: Server) -> None:
    """Without ending what runs: it has to recover from its log when it comes back."""
    server.stop()


def is_killed(server: Server) -> None:
    """As when the machine goes."""
    server.kill()


@pytest.mark.parametrize(("happens", "rounds"), [(stops, 1), (is_killed, 3)])
def test_postgresql_stays_away_for_a_while(
    server: Server,
    salon: Salon,
    application: Application,
    happens: Callable[[Server], None],
    rounds: int,
) -> None:
    """Of what is under way when it goes nobody knows what became. In each round after that, every
    client has waited for a connection in vain. However many there were, the application is back as
    soon as the database."""
    crowd = Crowd(application.http, salon, clients=16)
    wishes = salon.wishes(100, slots=90)
    with crowd.insisting(wishes):
        crowd.wait_for(20)
        with salon.locked():
            wait_for(lambda: salon.waiting() > 0, "somebody under way")
            happens(server)
        wait_for(lambda: crowd.misses["/problems/unavailable"] >= 16 * rounds, "refusals")
        assert crowd.misses["/problems/outcome-unknown"] > 0
        assert application.status("/healthz") == 200
        assert application.status("/readyz") == 503
        server.start()
        took = wait_for(lambda: application.status("/readyz") == 200, "readiness")
        took += crowd.wait_for(len(crowd.answers) + 1)

    salon.reconnect()
    crowd.assert_told_the_truth(wishes)
    assert took < RECOVERY_SECONDS


def test_nobody_notices_a_restart_while_nobody_asks(
    server: Server, salon: Salon, application: Application
) -> None:
    wishes = salon.wishes(20, slots=20)
    server.start()
    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(Crowd(application.http, salon).ask_without_a_key, wishes))
    assert [answer.status_code for answer in answers] == [201] * 20


@pytest.fixture
def wire(server: Server) -> Iterator[Wire]:
    with (
        tempfile.TemporaryDirectory(prefix="hf") as folder,  # A socket's path has to be short.
        Wire(web(server), Path(folder)) as wire,
    ):
        yield wire


@pytest.mark.parametrize(
    ("cuts", "first", "replayed", "second"),
    [
        ("before", 201, False, True),
        ("after", 201, True, True),
        ("before before", 503, False, False),
        ("after after", 503, False, True),
        ("before after", 503, False, True),
        ("after before", 503, False, True),
    ],
)
def test_a_wire_is_cut_before_or_after_commit(
    wire: Wire, salon: Salon, cuts: str, first: int, replayed: bool, second: bool
) -> None:
    """With a key the application asks once more by itself. Where that is cut too, the client does,
    and learns whether it was the first or the second time that counted."""
    wish = salon.wishes(1, slots=1)[0]
    with serving(wire.url, pool_size=1) as http:
        crowd = Crowd(http, salon)
        wire.cuts = cuts.split()
        told = crowd.ask(wish)
        again = crowd.ask(wish)

    assert told.status_code == first
    assert ("idempotent-replayed" in told.headers) is replayed
    if first == 503:
        assert told.json()["type"] == "/problems/outcome-unknown"
        assert told.headers["retry-after"] == "1"
    assert again.status_code == 201
    assert ("idempotent-replayed" in again.headers) is second
    crowd.answers[wish.key] = again
    crowd.assert_told_the_truth([wish])


@pytest.mark.parametrize(("cut", "made"), [("before", 0), ("after", 1)])
def test_without_a_key_nothing_is_done_twice_and_nothing_is_claimed(
    wire: Wire, salon: Salon, cut: str, made: int
) -> None:
    wish = salon.wishes(1, slots=1)[0]
    with serving(wire.url, pool_size=1) as http:
        wire.cuts = [cut]
        told = Crowd(http, salon).ask_without_a_key(wish)

    assert (told.status_code, told.json()["type"]) == (503, "/problems/outcome-unknown")
    assert salon.bookings() == made
    salon.assert_whole()


def test_made_together_and_cut_off_nobody_is_told_that_nothing_was_done(
    wire: Wire, salon: Salon
) -> None:
    """Each asks again alone, and gets no connection: it is the first time that counts."""
    wishes = salon.wishes(2, slots=2)
    with (
        serving(
            wire.url,
            around=lambda app: Together(app, 2),
            combine_bookings=8,
            pool_size=1,
            pool_timeout_seconds=0.5,
        ) as http,
        ThreadPoolExecutor(2) as threads,
    ):
        assert http.get("/v1/tenants").status_code == 200  # It has read the contract.
        crowd = Crowd(http, salon)
        wire.cuts = ["for good"]
        told = list(threads.map(crowd.ask, wishes))
        wire.is_cut = False
        again = list(threads.map(crowd.insist, wishes))

    assert [answer.json()["type"] for answer in told] == ["/problems/outcome-unknown"] * 2
    assert ["idempotent-replayed" in answer.headers for answer in again] == [True] * 2
    crowd.assert_told_the_truth(wishes)


def test_a_refusal_that_got_lost_is_a_refusal_still(wire: Wire, salon: Salon) -> None:
    first, late = salon.wishes(2, slots=1)
    with serving(wire.url, pool_size=1) as http:
        crowd = Crowd(http, salon)
        crowd.insist(first)
        wire.cuts = ["after"]
        assert crowd.insist(late).status_code == 409
    crowd.assert_told_the_truth([first, late])


def test_a_full_pool_refuses_soon_and_serves_all_when_it_can(server: Server, salon: Salon) -> None:
    """Thirty want somebody whose calendar is locked: four hold the connections until the statement
    is given up, the others wait for one and do not get it."""
    wishes = salon.wishes(30, slots=30)
    url = web(server, statement_timeout="700")
    with (
        serving(url, pool_size=4, pool_timeout_seconds=0.3) as http,
        ThreadPoolExecutor(30) as threads,
    ):
        crowd = Crowd(http, salon)
        assert http.get("/readyz").status_code == 200
        with salon.locked():
            asked = [threads.submit(crowd.ask, wish) for wish in wishes]
            wait_for(lambda: salon.waiting() == 4, "a full pool")
            alive = http.get("/healthz")
            answers = [each.result() for each in asked]
        with crowd.insisting(wishes):
            pass

    assert alive.status_code == 200
    assert alive.elapsed.total_seconds() < 1
    for answer in answers:
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "1"
        assert answer.elapsed.total_seconds() < 3
    kinds = {answer.json()["type"] for answer in answers}
    assert kinds == {"/problems/unavailable", "/problems/timeout"}
    crowd.assert_told_the_truth(wishes)


def test_a_request_whose_time_is_up_is_given_up(server: Server, salon: Salon) -> None:
    """Nothing of it comes later, and its connection serves the next one."""
    wish = salon.wishes(1, slots=1)[0]
    with serving(web(server), pool_size=1, request_timeout_seconds=1) as http:
        crowd = Crowd(http, salon)
        with salon.locked():
            late = crowd.ask(wish)
            assert salon.waiting() == 0
        assert salon.bookings() == 0
        assert "idempotent-replayed" not in crowd.insist(wish).headers
    crowd.assert_told_the_truth([wish])
    assert (late.status_code, late.json()["type"]) == (503, "/problems/outcome-unknown")
    assert late.headers["retry-after"] == "1"


def test_a_server_without_connections_to_spare(
    server: Server, salon: Salon, application: Application
) -> None:
    """Who has connections goes on; who starts now waits for some, and gets them by itself."""
    wish = salon.wishes(1, slots=1)[0]
    with contextlib.ExitStack() as taken:
        with contextlib.suppress(psycopg.OperationalError):
            while True:
                taken.enter_context(psycopg.connect(as_user(server.url, "holdfast_person")))
        assert application.status("/readyz") == 200
        with serving(web(server), pool_timeout_seconds=0.5) as http:
            with ThreadPoolExecutor(6) as threads:
                answers = list(threads.map(http.get, ["/v1/tenants"] * 6))
            assert [answer.status_code for answer in answers] == [503] * 6
            assert max(answer.elapsed.total_seconds() for answer in answers) < 2.5
            taken.close()
            began = time.monotonic()
            assert Crowd(http, salon).insist(wish).status_code == 201
            assert time.monotonic() - began < RECOVERY_SECONDS


def test_a_database_that_only_reads_says_so(server: Server, salon: Salon) -> None:
    """As a standby does, or a primary that is being switched over."""
    wish = salon.wishes(1, slots=1)[0]
    with serving(web(server, default_transaction_read_only="on")) as http:
        refused = Crowd(http, salon).ask(wish)
        assert http.get(f"/v1/tenants/{salon.shop.slug}").status_code == 200
    assert (refused.status_code, refused.json()["type"]) == (503, "/problems/read-only")
    assert refused.headers["retry-after"] == "1"


def test_clients_that_go_away_leave_whole_bookings_and_good_connections(
    salon: Salon, application: Application
) -> None:
    """As many as there are connections: each is in the middle of a booking when its client goes."""
    wishes = salon.wishes(16, slots=16)
    gone, after = wishes[:8], wishes[8:]
    with salon.locked():
        sockets = [application.send(salon.url, wish.body) for wish in gone]
        wait_for(lambda: salon.waiting() == 8, "a full pool")
        for each in sockets:
            each.close()
    wait_for(lambda: salon.bookings() == 8, "bookings of who went")

    crowd = Crowd(application.http, salon)
    with crowd.insisting(after):
        pass
    assert crowd.misses == {}
    assert salon.bookings() == 16
    salon.assert_whole()


def test_a_client_that_goes_in_the_middle_of_its_request_is_no_mistake_of_ours(
    salon: Salon, application: Application
) -> None:
    wish = salon.wishes(1, slots=1)[0]
    application.send(salon.url, wish.body, cut=10).close()
    told = 'route="/v1/tenants/{slug}/bookings",status="400"'
    wait_for(lambda: told in application.http.get("/metrics").text, "its line")
    assert salon.bookings() == 0


def test_a_process_that_is_told_to_stop_answers_what_it_began(
    server: Server, salon: Salon, folder: Path
) -> None:
    """Nobody has a key, so an answer that is lost would be lost for good."""
    application = Application(server.url, folder / "stopped")
    application.start()
    crowd = Crowd(application.http, salon)
    wishes = iter(salon.wishes(1000, slots=1000))
    made: list[httpx.Response] = []

    def ask_until_refused() -> None:
        with contextlib.suppress(httpx.TransportError):
            while True:
                made.append(crowd.ask_without_a_key(next(wishes)))

    with ThreadPoolExecutor(16) as threads:
        asking = [threads.submit(ask_until_refused) for _ in range(16)]
        wait_for(lambda: len(made) > 80, "bookings")
        ended = application.end(signal.SIGTERM)
        for each in asking:
            each.result()

    assert ended == -signal.SIGTERM
    assert {answer.status_code for answer in made} == {201}
    assert salon.bookings() == len(made) < 1000
    salon.assert_whole()
