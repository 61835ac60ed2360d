"""The holdfast command, as somebody at a terminal has it: real processes, a folder of their own."""

import json
import os
import re
import shlex
import signal
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import psycopg
import pytest

from app import embedded
from app.__main__ import EVERY
from app.migrate import set_password

ROOT = Path(__file__).parent.parent.parent
HOLDFAST = [sys.executable, "-m", "app"]
NOWHERE = "postgresql://me@127.0.0.1:1/x"


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder for the embedded server of this module's commands."""
    with tempfile.TemporaryDirectory(prefix="hf", ignore_cleanup_errors=True) as path:
        yield Path(path) / "data"


@pytest.fixture(scope="module")
def first_migration(folder: Path) -> subprocess.CompletedProcess[str]:
    """`holdfast migrate` in the folder, where nothing was before."""
    return holdfast(free_of_settings(folder), "migrate")


@pytest.fixture
def environment(folder: Path) -> dict[str, str]:
    return free_of_settings(folder)


def free_of_settings(folder: Path) -> dict[str, str]:
    """An environment without settings, but for where the data are and a port that is free."""
    ours = ("HOLDFAST_", "DATABASE_", "PG")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    return kept | {"HOLDFAST_DATA": str(folder), "HOLDFAST_PORT": str(port)}


def holdfast(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        [*HOLDFAST, *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_help_lists_every_command(environment: dict[str, str]) -> None:
    finished = holdfast(environment, "--help")

    assert finished.returncode == 0
    for name, command in EVERY.items():
        assert re.search(rf"^  {name} +{re.escape(command.words)}$", finished.stdout, re.M)


def test_help_fits_on_one_screen(environment: dict[str, str]) -> None:
    lines = holdfast(environment).stdout.splitlines()

    assert len(lines) <= 40
    assert max(map(len, lines)) <= 96


def test_an_unknown_command_is_refused(environment: dict[str, str]) -> None:
    assert holdfast(environment, "walk").returncode == 2


@pytest.mark.parametrize(
    ("command", "variable", "value", "says"),
    [
        ("run", "HOLDFAST_PORT", "http", "HOLDFAST_PORT must be a whole number"),
        ("run", "HOLDFAST_PORT", "99999", "HOLDFAST_PORT must be at most 65535"),
        ("run", "HOLDFAST_HOST", "no.such.host.invalid", "Cannot listen on no.such.host.invalid"),
        ("run", "HOLDFAST_SECRET_KEY", "short", "HOLDFAST_SECRET_KEY must have 32 bytes"),
        ("run", "HOLDFAST_DATA", "/proc/holdfast", "PostgreSQL did not start in /proc/holdfast"),
        ("migrate", "DATABASE_URL", "mysql://db/holdfast", "must begin with postgresql://"),
        ("migrate", "DATABASE_URL", "postgresql://db/x?secret=hush", "is no URL of a database"),
        ("migrate", "DATABASE_URL", "postgresql://me@127.0.0.1:1/x", "Connection refused"),
        ("psql", "DATABASE_URL", "http://db", "must begin with postgresql://"),
        ("serve", "DATABASE_URL", "", "serve needs DATABASE_URL"),
        ("worker", "DATABASE_WORKER_URL", "", "worker needs DATABASE_WORKER_URL"),
        ("worker", "DATABASE_WORKER_URL", NOWHERE, "worker needs HOLDFAST_SECRET_KEY"),
    ],
)
def test_what_its_user_can_mend_is_said_in_one_line(
    environment: dict[str, str], command: str, variable: str, value: str, says: str
) -> None:
    finished = holdfast(environment | {variable: value}, command)

    assert finished.returncode == 1
    assert finished.stderr.startswith("holdfast: ")
    assert finished.stderr.count("\n") == 1
    assert says in finished.stderr
    assert "hush" not in finished.stderr


def test_a_worker_in_the_application_needs_its_key(environment: dict[str, str]) -> None:
    urls = {"DATABASE_URL": NOWHERE, "DATABASE_WORKER_URL": NOWHERE}

    finished = holdfast(environment | urls, "serve")

    assert finished.returncode == 1
    assert finished.stderr == (
        "holdfast: serve with DATABASE_WORKER_URL needs HOLDFAST_SECRET_KEY, "
        "the same as the application has.\n"
    )


def test_a_port_that_is_taken_is_named(environment: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", int(environment["HOLDFAST_PORT"]))):
        finished = holdfast(environment, "run")

    assert finished.returncode == 1
    assert f"Port {environment['HOLDFAST_PORT']} is taken" in finished.stderr


def test_migrating_says_what_it_came_to(
    environment: dict[str, str], first_migration: subprocess.CompletedProcess[str]
) -> None:
    again = holdfast(environment, "migrate")

    assert re.search(r"Migrations applied: [1-9]", first_migration.stdout)
    assert "Everything was up to date." in again.stdout
    assert first_migration.returncode == again.returncode == 0


@pytest.mark.usefixtures("first_migration")
def test_the_demo_is_loaded_once(environment: dict[str, str]) -> None:
    holdfast(environment, "demo")
    again = holdfast(environment, "demo")

    assert "The demo was there already." in again.stdout
    assert again.returncode == 0


@pytest.mark.usefixtures("first_migration")
def test_openapi_prints_nothing_but_the_document(environment: dict[str, str]) -> None:
    finished = holdfast(environment, "openapi")

    assert finished.returncode == 0
    assert json.loads(finished.stdout)["openapi"].startswith("3.1")


@pytest.mark.usefixtures("first_migration")
def test_psql_signs_in_as_a_person_and_leaves_nothing_running(
    environment: dict[str, str], folder: Path
) -> None:
    finished = holdfast(environment, "psql", "-Atc", "select current_user")

    assert finished.returncode == 0
    assert finished.stdout.splitlines()[-1] == "holdfast_person"
    assert not (folder / "pg" / "postmaster.pid").exists()


@pytest.mark.usefixtures("first_migration")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_run_serves_and_books_and_stops_everything(
    environment: dict[str, str], folder: Path, number: signal.Signals
) -> None:
    running = subprocess.Popen(
        [*HOLDFAST, "run"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert running.stdout is not None
        printed = ""
        while "Ctrl-C" not in printed:
            line = running.stdout.readline()
            assert line, printed
            printed += line
        address = f"http://127.0.0.1:{environment['HOLDFAST_PORT']}"
        assert f"{address}/docs" in printed
        assert httpx.get(f"{address}/readyz").status_code == 200
        assert httpx.get(f"{address}/v1/push-key").json()["public_key"]

        command = shlex.split(printed[printed.index("curl ") : printed.index("Ctrl-C")])
        url = next(word for word in command if word.startswith(address))
        booked = httpx.post(url, json=json.loads(command[command.index("-d") + 1]))
        assert booked.status_code == 201, booked.text

        running.send_signal(number)
        assert running.wait(timeout=30) == 0
    finally:
        running.kill()
        running.communicate()
    assert not (folder / "pg" / "postmaster.pid").exists()
    for key in ("secret_key", "vapid_private_key"):
        assert stat.S_IMODE((folder / key).stat().st_mode) == 0o600


def test_what_killed_processes_leave_behind_is_forgotten(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    users, postmaster = tmp_path / ".handle_pids.json", tmp_path / "postmaster.pid"
    users.write_text(json.dumps([gone.pid, os.getpid()]))
    postmaster.write_text(f"{os.getpid()}\n{tmp_path}\n")

    embedded.forget_the_dead(tmp_path)

    assert json.loads(users.read_text()) == [os.getpid()]
    assert not postmaster.exists()


def test_a_password_reaches_the_server_as_a_hash(given: psycopg.Connection) -> None:
    with given.transaction(force_rollback=True):
        given.execute("create role holdfast_test_password")
        set_password(given, "holdfast_test_password", "it's a 'secret'")
        row = given.execute(
            "select rolpassword from pg_authid where rolname = 'holdfast_test_password'"
        ).fetchone()

    assert row is not None
    assert row[0].startswith("SCRAM-SHA-256$")
