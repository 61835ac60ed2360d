"""For how long whoever we asked wants to be left alone (RFC 9110, 10.2.3)."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

MOST_SECONDS = 24 * 60 * 60


def patience(headers: httpx.Headers) -> int | None:
    """For how many seconds, a day at most; None if nothing is said that we understand. A date that
    says no zone is in UTC."""
    said = headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return min(int(said[:9]), MOST_SECONDS)
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(int((until - datetime.now(UTC)).total_seconds()), 0), MOST_SECONDS)
