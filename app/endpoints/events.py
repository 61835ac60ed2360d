"""What happened, over HTTP. Decided in db/functions/events."""

from app.http import get

routes = [
    get("/v1/events", "list_events"),
    get("/v1/event-types", "list_event_types"),
]
