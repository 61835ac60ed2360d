"""Runs every pgTAP file under tests/sql, one test each. Each undoes what it does, so that they can
share a database."""

from pathlib import Path

import pgtap
import psycopg
import pytest
from conftest import SQL_TESTS

FILES = sorted(SQL_TESTS.glob("*/*.sql"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_pgtap(path: Path, pgtap_connection: psycopg.Connection) -> None:
    pgtap.run(pgtap_connection, path)
