"""The application does what its contract says, whatever it is asked: Schemathesis reads
/openapi.json and makes requests of it that fit and that do not.

In the suite it asks every operation a few things, the same ones every time.
HOLDFAST_FUZZ_SECONDS=600 lets it ask others, at the edges of what schemas admit, and follow what
answers lead to, for as long.
"""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from argon2 import PasswordHasher
from live import serving

from app import demo, passwords
from app.vapid import new_private_key

QUICK = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1)

HERE = Path(__file__).parent
SECONDS = os.environ.get("HOLDFAST_FUZZ_SECONDS")

# An Idempotency-Key that comes again gets the first answer again, and what that made may have been
# deleted since. This check takes it for made just now.
UNFIT = "ensure_resource_availability"

LONG = ["--max-time", SECONDS or "", "--seed", str(secrets.randbelow(2**32))]
SHORT = ["--phases", "fuzzing", "--max-examples", "2", "--seed", "1"]


@pytest.fixture
def business(database: str) -> None:
    """Something to ask about."""
    demo.load(database, print)


@pytest.fixture
def quiet(web_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[httpx.Client]:
    """A client of the application, which does not log thousands of requests, and hashes hundreds of
    passwords in less time than it should."""
    monkeypatch.setattr(passwords, "HASHER", QUICK)
    monkeypatch.setattr(passwords, "NOBODY", QUICK.hash("nobody"))
    key, subject = new_private_key(), "mailto:ops@x.test"
    with serving(
        web_url, log_level="warning", vapid_private_key=key, vapid_subject=subject
    ) as client:
        yield client


@pytest.mark.timeout(300 + int(SECONDS or 0))
@pytest.mark.usefixtures("business")
def test_it_does_what_its_contract_says(quiet: httpx.Client, tmp_path: Path) -> None:
    url = str(quiet.base_url)
    run = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli"),
            *("--config-file", str(HERE / "schemathesis.toml"), "run", f"{url}/openapi.json"),
            # What goes on for as long as one listens is not for it: tests/python/test_live.py is.
            *("--exclude-path-regex", "/live$"),
            *("--checks", "all", "--exclude-checks", UNFIT, "--continue-on-failure", "--no-color"),
            *(LONG if SECONDS else SHORT),
        ],
        cwd=tmp_path,
        env=os.environ
        | {
            "FUZZED_URL": url,
            "PYTHONPATH": str(HERE),
            "SCHEMATHESIS_HOOKS": "schemathesis_hooks",
        },
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr
