"""`holdfast bench`: runs bench/run.py, which is no part of the installed application."""

import subprocess
import sys
from pathlib import Path

from app.settings import Settings

BENCH = Path(__file__).parent.parent.parent / "bench" / "run.py"


def bench(settings: Settings, arguments: list[str]) -> int:
    """Measure."""
    command = [sys.executable, str(BENCH), *arguments]
    return subprocess.run(command, check=False).returncode  # noqa: S603 - a program of ours
