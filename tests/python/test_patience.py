"""Retry-After, however it is written."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from app.patience import patience


def asked(said: str) -> int | None:
    return patience(httpx.Headers({"Retry-After": said}))


@pytest.mark.parametrize("zone", ["GMT", "+0000", "-0000", ""])
def test_a_date_needs_no_zone(zone: str) -> None:
    """-0000 says that the zone is not known; some say none at all."""
    soon = datetime.now(UTC) + timedelta(minutes=5)
    found = asked(f"{soon:%a, %d %b %Y %H:%M:%S} {zone}")
    assert found is not None
    assert 290 <= found <= 300


@pytest.mark.parametrize(
    ("said", "seconds"), [("7", 7), (" 120 ", 120), ("9" * 400, 86400), ("1 Jan 2001 00:00:00", 0)]
)
def test_seconds_and_dates(said: str, seconds: int) -> None:
    assert asked(said) == seconds


@pytest.mark.parametrize("said", ["", "soon", "-1", "1 Jan", "1 Jan 2001 99:00:00", "x"])
def test_nonsense(said: str) -> None:
    assert asked(said) is None


def test_nothing_said() -> None:
    assert patience(httpx.Headers()) is None
