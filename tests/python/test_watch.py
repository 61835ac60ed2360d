"""Whoever watches over it sees when nobody is told of anything."""

import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import psycopg
import pytest
from live import serving, settings
from waiting import until

from app.dsn import as_user, with_database
from app.listener import Listener
from app.watch import PATIENCE_SECONDS, Watch


def number(text: str, name: str) -> float:
    """One of the numbers on a page for Prometheus."""
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    assert found, name
    return float(found[1])


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def worker(url: str, **environment: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """`holdfast worker`, and where it answers."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "worker"],
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ
        | {
            "DATABASE_WORKER_URL": url,
            "HOLDFAST_METRICS_PORT": str(port),
            "HOLDFAST_SECRET_KEY": secrets.token_urlsafe(48),
        }
        | environment,
    )
    try:
        yield f"http://127.0.0.1:{port}", process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            process.communicate()


def status(url: str) -> int:
    """The status of an answer; 0: there is none."""
    try:
        return httpx.get(url).status_code
    except httpx.TransportError:
        return 0


def test_what_is_late_and_what_is_dead_is_in_the_metrics(
    database: str, given: psycopg.Connection
) -> None:
    given.execute("select given.deliveries('alder')")
    given.execute(
        "update data.deliveries set status = 'dead', settled_at = now() where kind = 'e1';"
        "update data.deliveries set due_at = now() - interval '90 seconds' where kind = 'e2'"
    )
    with serving(as_user(database, "holdfast_web")) as http:
        text = http.get("/metrics").text
        assert number(text, 'holdfast_backlog_dead{channel="email"}') == 1
        assert number(text, 'holdfast_backlog_waiting{channel="email"}') == 2
        assert 90 <= number(text, 'holdfast_backlog_lag_seconds{channel="email"}') < 120
        assert number(text, 'holdfast_backlog_waiting{channel="sms"}') == 0
        given.execute("update data.deliveries set status = 'dead', settled_at = now()")
        again = number(http.get("/metrics").text, 'holdfast_backlog_dead{channel="email"}')
        assert again == 1, "the database is not asked again at once"


def test_whoever_relays_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("app.watch.time.monotonic", lambda: now)
    watch = Watch(None, Listener(""))  # type: ignore[arg-type]
    now += 1
    watch.heard(None)
    assert (watch.is_relayed, watch.relay_age) == (False, 1)
    watch.heard({})
    assert (watch.is_relayed, watch.relay_age) == (True, 0)
    now += PATIENCE_SECONDS
    assert (watch.is_relayed, watch.relay_age) == (False, PATIENCE_SECONDS)


def test_a_worker_can_be_probed(database: str) -> None:
    with worker(as_user(database, "holdfast_worker")) as (address, process):
        until(lambda: status(f"{address}/readyz") == 200, what="a worker that relays")
        assert status(f"{address}/healthz") == 200
        text = httpx.get(f"{address}/metrics").text
        assert number(text, "holdfast_relay_age_seconds") < PATIENCE_SECONDS
        assert number(text, 'holdfast_backlog_dead{channel="webhook"}') == 0
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


def test_a_worker_without_its_database_is_not_ready(database: str) -> None:
    url = with_database(as_user(database, "holdfast_worker"), "nowhere")
    with worker(url, HOLDFAST_POOL_TIMEOUT_SECONDS="0.5") as (address, process):
        until(lambda: status(f"{address}/healthz") == 200, what="a worker that lives")
        assert status(f"{address}/readyz") == 503
        text = httpx.get(f"{address}/metrics", timeout=20).text
        assert "holdfast_backlog_dead{" not in text
        time.sleep(3)
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=20)
    assert said.count("the worker has begun") == 1
    assert said.count("error connecting in") == 1


def test_where_a_worker_answers_is_a_port() -> None:
    with pytest.raises(ValueError, match="HOLDFAST_METRICS_PORT must be at most"):
        settings("", metrics_port=70_000)
