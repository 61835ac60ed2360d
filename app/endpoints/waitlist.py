"""The waitlist over HTTP. Who gets what is decided in db/functions/waitlist."""

from app.http import delete, get, patch, post
from app.phones import DIALLED

PUBLIC = "/v1/tenants/{slug}/waitlist"

routes = [
    post(PUBLIC, "join_waitlist", 201, DIALLED),
    get(f"{PUBLIC}/{{entry_id}}", "get_waitlist_entry"),
    post(f"{PUBLIC}/{{entry_id}}/accept", "accept_offer"),
    post(f"{PUBLIC}/{{entry_id}}/decline", "decline_offer"),
    post(f"{PUBLIC}/{{entry_id}}/leave", "leave_waitlist"),
    get("/v1/waitlist", "list_waitlist"),
    post("/v1/waitlist", "join_waitlist", 201, DIALLED),
    get("/v1/waitlist/{entry_id}", "get_waitlist_entry"),
    patch("/v1/waitlist/{entry_id}", "update_waitlist_entry"),
    delete("/v1/waitlist/{entry_id}", "delete_waitlist_entry"),
    post("/v1/waitlist/{entry_id}/accept", "accept_offer"),
    post("/v1/waitlist/{entry_id}/decline", "decline_offer"),
]
