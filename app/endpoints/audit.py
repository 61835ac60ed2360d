"""Who changed what, over HTTP. Decided in db/functions/audit."""

from app.http import get

routes = [
    get("/v1/history", "list_history"),
    get("/v1/history/verification", "check_history"),
]
