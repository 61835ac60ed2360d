"""What bookings are called in calendars: their id at our domain, whatever becomes of them."""

import uuid


def uid(booking_id: str, domain: str) -> str:
    """What a booking is called."""
    return f"{booking_id}@{domain}"


def of_booking(said: str, domain: str) -> dict[str, str]:
    """Which booking an event of this name is, {"booking_id": …}; {} if it is none of ours. Whose it
    is, the database knows (private.own_events)."""
    booking_id, _, where = said.rpartition("@")
    if where != domain:
        return {}
    try:
        return {"booking_id": str(uuid.UUID(booking_id))}
    except ValueError:
        return {}
