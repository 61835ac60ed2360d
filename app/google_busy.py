"""Reads Google calendars: when somebody is busy there. What is asked for is when events are, and
never what.

Reading begins where the last one ended (a sync token), and anew once a day, because the window
moves, and when Google has forgotten the token.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.calendars import Failed, Reading, Task, is_fresh
from app.channels.google_calendar import TENANT
from app.google import Google, Trouble
from app.services import document_of
from app.settings import Settings
from app.uids import of_booking

MOST_EVENTS = 20_000
PER_PAGE = 2500

# Nothing of what they are about.
FIELDS = (
    "nextPageToken,nextSyncToken,timeZone,"
    "items(id,iCalUID,status,transparency,eventType,start,end,"
    "attendees(self,responseStatus),extendedProperties/private)"
)

# What stands in a calendar and keeps nobody from anything.
IDLE = frozenset({"birthday", "workingLocation"})


@dataclass(slots=True)
class Found:
    """What Google listed."""

    events: list[Mapping[str, Any]] = field(default_factory=list)
    zone: str = ""
    sync_token: str | None = None


class GoogleBusy:
    """Reads calendars of people who have let us."""

    def __init__(self, settings: Settings) -> None:
        self._google = Google(settings)
        self._domain = settings.calendar_domain

    async def read(self, task: Task) -> Reading:
        """What a calendar says. Raises Failed."""
        try:
            return await self._read(task)
        except Trouble as trouble:
            raise Failed(str(trouble), trouble.retry_after) from trouble
        except (KeyError, TypeError, AttributeError) as error:
            raise Failed("Google answers what we do not understand.") from error

    async def close(self) -> None:
        """Let go of connections."""
        await self._google.close()

    async def _read(self, task: Task) -> Reading:
        token = task.state.get("sync_token") if is_fresh(task.state) else None
        found = await self._list(task.secret, {"syncToken": token}) if token else None
        if found is None:
            window = {"timeMin": task.starts_at, "timeMax": task.ends_at}
            found = await self._list(task.secret, window)
            if found is None:
                raise Trouble("Google answers 410 though we ask anew.")
            spans = self._spans(task, found)
            return Reading(spans, state=state(found, datetime.now(UTC).isoformat()))
        spans = self._spans(task, found)
        if not found.events:
            return Reading(None, state=state(found, task.state["read_at"]))
        busy = {each["id"] for each in spans}
        over = sorted({str(each["id"]) for each in found.events} - busy)
        return Reading(spans, over, state(found, task.state["read_at"]))

    async def _list(self, secret: str, which: Mapping[str, Any]) -> Found | None:
        """All pages of what is asked for; None if Google has forgotten where we were, or makes
        nothing of it. Raises Trouble."""
        try:
            return await self._pages(secret, which)
        except Trouble as trouble:
            if trouble.status == 400 and "syncToken" in which:
                return None
            raise

    async def _pages(self, secret: str, which: Mapping[str, Any]) -> Found | None:
        """As _list, without what is a matter of the token. Raises Trouble."""
        found, page = Found(), ""
        while True:
            answered = await self._google.ask(
                secret,
                "GET",
                params={
                    **which,
                    **({"pageToken": page} if page else {}),
                    "singleEvents": "true",
                    "maxResults": PER_PAGE,
                    "fields": FIELDS,
                },
            )
            if answered.status_code == 410:
                return None
            if not answered.is_success:
                raise Trouble(f"Google answers {answered.status_code} to what is in it.")
            said = document_of(answered)
            found.events += said.get("items", [])
            found.zone = said.get("timeZone", found.zone)
            found.sync_token = said.get("nextSyncToken")
            page = said.get("nextPageToken", "")
            if len(found.events) > MOST_EVENTS:
                raise Trouble(f"It has more than {MOST_EVENTS} events in the coming year.")
            if not page:
                return found

    def _spans(self, task: Task, found: Found) -> list[dict[str, str]]:
        """When somebody is busy, by what was listed."""
        zone = zone_of(found.zone, task.time_zone)
        opens, closes = (datetime.fromisoformat(at) for at in (task.starts_at, task.ends_at))
        spans = []
        for each in found.events:
            if not blocks(each) or is_written_by(each, task.tenant_id):
                continue
            starts_at, ends_at = instant(each["start"], zone), instant(each["end"], zone)
            if starts_at < ends_at and starts_at < closes and ends_at > opens:
                spans.append(
                    {
                        "id": str(each["id"]),
                        "starts_at": starts_at.isoformat(),
                        "ends_at": ends_at.isoformat(),
                        **of_booking(str(each.get("iCalUID", "")), self._domain),
                    }
                )
        return spans


def is_written_by(event: Mapping[str, Any], tenant_id: str) -> bool:
    """Whether an event is a booking of this business that we wrote there: it counts here."""
    carried = event.get("extendedProperties", {}).get("private", {})
    return bool(carried.get(TENANT) == tenant_id)


def state(found: Found, read_at: str) -> dict[str, Any]:
    """What the next reading needs to know: where this one ended, and when all was read."""
    return {"sync_token": found.sync_token, "read_at": read_at}


def zone_of(said: str, otherwise: str) -> ZoneInfo:
    """The zone of a calendar, or of who it is of, where we know no such zone."""
    try:
        return ZoneInfo(said or otherwise)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(otherwise)


def blocks(event: Mapping[str, Any]) -> bool:
    """Whether an event keeps somebody from doing something else."""
    declined = any(
        each.get("self") and each.get("responseStatus") == "declined"
        for each in event.get("attendees", [])
    )
    return (
        not declined
        and event.get("status") != "cancelled"
        and event.get("transparency") != "transparent"
        and event.get("eventType") not in IDLE
        and "start" in event
        and "end" in event
    )


def instant(when: Mapping[str, str], zone: ZoneInfo) -> datetime:
    """A time, or the beginning of a day in the zone of the calendar, in UTC."""
    if "dateTime" in when:
        at = datetime.fromisoformat(when["dateTime"])
        return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
    day = date.fromisoformat(when["date"])
    return datetime.combine(day, time(), zone).astimezone(UTC)
