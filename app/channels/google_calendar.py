"""Bookings in somebody's Google Calendar: each is one event there, as it stands now.

Its id is made of the booking's, so whoever writes it twice, because a worker died in between, has
written it once. It carries the booking's id and its business's, by which reading the calendar
(app/google_busy.py) knows it for ours.
"""

import base64
import uuid
from collections.abc import Mapping
from typing import Any

from app.channels import Failed, Gone, Task
from app.google import Disconnected, Google, Trouble
from app.settings import Settings

# Of events that were made by us, which business and which booking they are of.
TENANT = "holdfast_tenant"
BOOKING = "holdfast_booking"

# Nothing was there before.
NEW = frozenset({"booking.confirmed", "booking.pending", "calendar.created"})


class GoogleCalendar:
    """Writes one booking at a time."""

    at_once = 40

    def __init__(self, settings: Settings) -> None:
        self._google = Google(settings)

    async def deliver(self, task: Task) -> Mapping[str, Any]:
        """Have a booking stand in a calendar as it does here, or not at all. Raises Failed, and
        Gone if we are no longer let in."""
        try:
            return {"status": await self._write(task)}
        except Disconnected as trouble:
            raise Gone(str(trouble), response={"error": "disconnected"}) from trouble
        except Trouble as trouble:
            raise Failed(str(trouble), retry_after=trouble.retry_after) from trouble

    async def close(self) -> None:
        """Let go of connections."""
        await self._google.close()

    async def _write(self, task: Task) -> int:
        """The status that Google answered last. Raises Trouble."""
        secret, booking = task.details["secret"], task.details["booking"]
        known = event_id(task.details["booking_id"])
        if booking is None:
            return await self._delete(secret, known)
        event = event_of(booking, task.tenant_id)
        # 409: it stands there, perhaps because somebody before us died. 404: it never did.
        turns = {"POST": 409, "PUT": 404}
        methods = ["POST", "PUT"] if task.kind in NEW else ["PUT", "POST", "PUT"]
        for method in methods:
            answered = await self._google.ask(
                secret,
                method,
                known if method == "PUT" else None,
                params={"sendUpdates": "none"},
                document=event if method == "PUT" else event | {"id": known},
            )
            if answered.is_success:
                return answered.status_code
            if answered.status_code != turns[method]:
                break
        raise Trouble(f"Google answers {answered.status_code} to an event.")

    async def _delete(self, secret: str, known: str) -> int:
        """404 and 410 say that it is gone already. Raises Trouble."""
        answered = await self._google.ask(secret, "DELETE", known, params={"sendUpdates": "none"})
        if answered.status_code == 409:
            raise Trouble("Google answers 409 to the removal of an event.")
        return answered.status_code


def event_id(booking_id: str) -> str:
    """What a booking is called there: its id in the alphabet that Google takes, base32hex in small
    letters."""
    return base64.b32hexencode(uuid.UUID(booking_id).bytes).decode().rstrip("=").lower()


def event_of(booking: Mapping[str, Any], tenant_id: str) -> dict[str, Any]:
    """A booking as an event. It is private: who sees the calendar sees that somebody is busy."""
    zone = booking["time_zone"]
    return {
        "summary": booking["summary"],
        "location": booking["location"],
        "start": {"dateTime": booking["starts_at"], "timeZone": zone},
        "end": {"dateTime": booking["ends_at"], "timeZone": zone},
        "status": "tentative" if booking["status"] == "pending" else "confirmed",
        "transparency": "opaque",
        "visibility": "private",
        "extendedProperties": {"private": {TENANT: tenant_id, BOOKING: booking["booking_id"]}},
    }
