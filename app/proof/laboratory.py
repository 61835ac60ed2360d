"""A server for the proof alone: PostgreSQL, the demo, the application, two workers and a double of
Stripe, in a folder of its own.

All are other processes, as in production: they take nothing from the clients' time.
"""

import contextlib
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping

import httpx
import psycopg

from app import demo
from app.commands import Trouble, panel, place
from app.commands.progress import Progress
from app.proof.stage import Laboratory
from app.proof.till import Till
from app.settings import Settings

HOST = "127.0.0.1"

# The shortest that a business may have.
HOLD_MINUTES = 1

# Two, so that each finds that the other has been there.
WORKERS = 2

# What has lapsed is free by itself, and not because somebody cleared it away.
NO_SWEEP_SECONDS = 3600

PATIENCE_SECONDS = 30


@contextlib.contextmanager
def laboratory(progress: Progress) -> Iterator[Laboratory]:
    """Start it, and stop it in the end. Raises Trouble."""
    folder = place.temporary_folder("holdfast-proof-")
    key, stripe_key = secrets.token_urlsafe(48), f"sk_test_{secrets.token_hex(12)}"
    signs, connect_signs = (f"whsec_{secrets.token_hex(16)}" for _ in range(2))
    settings = Settings(port=free_port(), secret_key=key, data_dir=str(folder))
    stripe_port = free_port()
    stripe_url = f"http://{HOST}:{stripe_port}"
    url = panel.address(settings)
    with contextlib.ExitStack() as running:
        told = {"--port": stripe_port, "--key": stripe_key, "--webhook": f"{url}/v1/stripe/webhook"}
        told |= {"--secret": signs, "--connect-secret": connect_signs}
        words = [str(word) for pair in told.items() for word in pair]
        running.enter_context(started(["stripe-double", *words], {}))
        where, _ = place.with_demo(settings, progress)
        with psycopg.connect(where.admin_url) as connection:
            connection.execute(
                "update data.tenants set hold_minutes = %s where slug = %s",
                (HOLD_MINUTES, demo.BUSINESSES[0].slug),
            )

        progress("starting Stripe's double, the application and the workers")
        environment = {
            "HOLDFAST_PORT": str(settings.port),
            "HOLDFAST_DATA": settings.data_dir,
            "HOLDFAST_PUBLIC_URL": url,
            "HOLDFAST_SECRET_KEY": key,
            "HOLDFAST_PUBLIC_WRITES_PER_MINUTE": "100000",
            "HOLDFAST_LOG_LEVEL": "WARNING",
            "HOLDFAST_SWEEP_SECONDS": str(NO_SWEEP_SECONDS),
            "HOLDFAST_STRIPE_URL": stripe_url,
            "HOLDFAST_STRIPE_SECRET_KEY": stripe_key,
            "HOLDFAST_STRIPE_WEBHOOK_SECRET": signs,
            "HOLDFAST_STRIPE_CONNECT_WEBHOOK_SECRET": connect_signs,
        }
        running.enter_context(started(["serve"], environment | {"DATABASE_URL": where.web_url}))
        working = environment | {"DATABASE_WORKER_URL": where.worker_url}
        for _ in range(WORKERS):
            running.enter_context(started(["worker"], working))
        introduce(stripe_url, where.admin_url)
        if not panel.answers(url):
            raise Trouble(f"The application did not start on {url}.")
        progress.finish()
        till = Till(stripe_url, stripe_key, connect_signs, where.admin_url)
        yield Laboratory(url, where.admin_url, key, till)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server((HOST, 0)) as listener:
        return int(listener.getsockname()[1])


def introduce(stripe_url: str, admin_url: str) -> None:
    """Have Stripe's double know the accounts of the demo, once it answers. Raises Trouble."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    waiting = demo.open_accounts(admin_url)
    while waiting:
        known_as, country, currency, name = waiting[0]
        account = {"account": known_as, "country": country, "currency": currency, "name": name}
        try:
            httpx.post(f"{stripe_url}/_control/introduce", json=account).raise_for_status()
        except httpx.TransportError as error:
            if time.monotonic() > deadline:
                raise Trouble(f"Stripe's double did not start on {stripe_url}.") from error
            time.sleep(0.05)
        else:
            waiting.pop(0)


@contextlib.contextmanager
def started(command: list[str], environment: Mapping[str, str]) -> Iterator[None]:
    """A command of ours, as long as the context lasts. Ctrl-C is not for it: it is needed to clean
    up."""
    ours = ("HOLDFAST_", "DATABASE_")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    process = subprocess.Popen(  # noqa: S603 - a program of ours
        [sys.executable, "-m", "app", *command],
        env={**inherited, **environment},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()
