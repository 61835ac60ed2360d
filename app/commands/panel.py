"""What `holdfast run` says once it answers: what to open, and how to book the first slot."""

import contextlib
import datetime
import json
import shlex
import sys
import time
import urllib.request
from typing import Any

from app import demo
from app.channels.email import folder_of
from app.commands.progress import Progress, styled
from app.settings import Settings

SALON = demo.BUSINESSES[0].slug
INSIDE = 70
PATIENCE_SECONDS = 30
DAYS_AHEAD = 14


def show(settings: Settings, progress: Progress) -> None:
    """Wait until the server answers, then print the panel. Runs in a thread beside the server."""
    base = address(settings)
    if not answers(base):
        return
    progress.finish()
    lines = [
        ("Try it", f"{base}/docs"),
        ("Businesses", f"{base}/v1/tenants"),
        ("Sign in", f"POST /v1/auth/login: owner@{SALON}.test, password {demo.PASSWORD}"),
        ("At a prompt", "make psql"),
        ("E-mails", "on their way" if settings.smtp_url else f"{folder_of(settings)}/"),
    ]
    sys.stdout.write(f"\n{box('Holdfast is open', lines)}\n\n")
    with contextlib.suppress(OSError):  # The demo may have been taken apart since.
        command = booking_command(base)
        if command:
            sys.stdout.write(f"  Book a free slot of the demo salon:\n\n{command}\n\n")
    sys.stdout.write("  Ctrl-C stops everything.\n")
    sys.stdout.flush()


def address(settings: Settings) -> str:
    """Where a browser on this machine finds the server."""
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(settings.host, settings.host)  # noqa: S104 - compared with, not bound to
    return f"http://{host}:{settings.port}"


def answers(base: str) -> bool:
    """Whether the server gets ready before our patience ends."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            fetch(f"{base}/readyz")
        except OSError:
            time.sleep(0.05)
        else:
            return True
    return False


def fetch(url: str) -> Any:
    """The JSON at one of our own addresses. Raises OSError if it does not answer with 200."""
    with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own server, http
        return json.load(answer)


def booking_command(base: str) -> str:
    """A curl command that books a slot which is free now; nothing if there is none.

    Rather with a service that is paid on site: such a booking is confirmed at once. Some days
    ahead, so that it can be moved and cancelled too; with somebody in particular, so that it works
    once.
    """
    salon = f"{base}/v1/tenants/{SALON}"
    first = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=4)
    until = first + datetime.timedelta(days=DAYS_AHEAD)
    services = fetch(f"{salon}/services")["items"]
    for service in sorted(services, key=lambda each: bool(each["pay_online"])):
        days = f"from={first}&to={until}"
        found = fetch(f"{salon}/availability?service_id={service['id']}&{days}")
        if found["slots"]:
            body = {
                "service_id": service["id"],
                "resource_id": found["slots"][0]["resource_ids"][0],
                "starts_at": found["slots"][0]["starts_at"],
                "customer": {"name": "Ada Lovelace", "email": "ada@example.com"},
            }
            return (
                f"curl -sS {salon}/bookings \\\n"
                f"  -H 'Content-Type: application/json' \\\n"
                f"  -d {shlex.quote(json.dumps(body))}"
            )
    return ""


def box(title: str, lines: list[tuple[str, str]]) -> str:
    """A title and named lines, in a frame."""
    bold = styled(title, "1", sys.stdout)
    top = f"  ┌─ {bold} {'─' * (INSIDE - len(title) - 3)}┐"
    rows = [f"  │{f'  {name:<14}{text}':<{INSIDE}}│" for name, text in lines]
    return "\n".join([top, *rows, f"  └{'─' * INSIDE}┘"])
