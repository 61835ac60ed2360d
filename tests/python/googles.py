"""What Google is to us, over a real socket: tokens, and events of one calendar with sync tokens.

It keeps to what Google does where we rely on it: an id is taken once, also by what was deleted;
what was deleted is listed as cancelled; a sync token knows what has changed since.
"""

import base64
import contextlib
import hashlib
import http.server
import json
import secrets
import threading
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

SCOPE = "https://www.googleapis.com/auth/calendar.events.owned"

Answer = tuple[int, dict[str, Any] | None]


class Google:
    """One calendar, of whoever has a refresh token that it knows."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.begin_anew()

    def begin_anew(self) -> None:
        """Be another one, which has not been asked for anything yet."""
        self.events: dict[str, dict[str, Any]] = {}
        self.changed: list[str] = []
        self.time_zone = "Europe/Rome"
        self.refresh_tokens = {"refresh"}
        self.access_tokens: set[str] = set()
        self.codes: dict[str, dict[str, str]] = {}
        self.scope = SCOPE
        self.per_page = 2500
        self.forgets_before = 0
        self.seconds = 0.0
        # What is answered first, each once: (status, headers, reason).
        self.failures: list[tuple[int, dict[str, str], str]] = []
        # Everything is answered 500.
        self.fails = False
        # What is done, but not answered: the connection breaks.
        self.breaks = 0
        self.asked: list[str] = []
        self.token_requests: list[dict[str, str]] = []

    @contextlib.contextmanager
    def open(self) -> Iterator[dict[str, Any]]:
        """Answer on a port of 127.0.0.1; yields the settings that lead here."""
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                outer.take(self)

            def do_POST(self) -> None:
                outer.take(self)

            def do_PUT(self) -> None:
                outer.take(self)

            def do_DELETE(self) -> None:
                outer.take(self)

            def log_message(self, *said: Any) -> None:
                """Say nothing."""

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        base = f"http://127.0.0.1:{server.server_address[1]}"
        try:
            yield {
                "google_client_id": "client",
                "google_client_secret": "hush",
                "google_auth_url": f"{base}/auth",
                "google_token_url": f"{base}/token",
                "google_revoke_url": f"{base}/revoke",
                "google_calendar_url": f"{base}/calendar/v3",
            }
        finally:
            server.shutdown()
            server.server_close()

    def take(self, request: http.server.BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        raw = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        url = urlsplit(request.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        time.sleep(self.seconds)
        headers: dict[str, str] = {}
        with self.lock:
            self.asked.append(f"{request.command} {url.path}")
            if self.fails:
                status, said = 500, None
            elif url.path == "/token":
                status, said = self.token({k: v[0] for k, v in parse_qs(raw.decode()).items()})
            elif url.path == "/revoke":
                status, said = self.revoke(parse_qs(raw.decode())["token"][0])
            elif self.failures:
                status, headers, reason = self.failures.pop(0)
                said = {"error": {"code": status, "errors": [{"reason": reason}]}}
            elif bearer(request) not in self.access_tokens:
                status, said = 401, {"error": {"code": 401}}
            else:
                document = json.loads(raw) if raw else {}
                status, said = self.calendar(request.command, url.path, query, document)
            breaks = self.breaks > 0 and request.command != "GET" and url.path != "/token"
            self.breaks -= breaks
        if breaks:
            request.close_connection = True
            request.connection.close()
            return
        body = json.dumps(said).encode() if said is not None else b""
        with contextlib.suppress(OSError):
            request.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                request.send_header(name, value)
            request.end_headers()
            request.wfile.write(body)

    def token(self, fields: dict[str, str]) -> Answer:
        self.token_requests.append(fields)
        if (fields["client_id"], fields["client_secret"]) != ("client", "hush"):
            return 401, {"error": "invalid_client"}
        said: dict[str, Any] = {"expires_in": 3600, "scope": self.scope, "token_type": "Bearer"}
        if fields["grant_type"] == "authorization_code":
            question = self.codes.pop(fields["code"], {})
            digest = hashlib.sha256(fields["code_verifier"].encode()).digest()
            if question != {
                "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
                "redirect_uri": fields["redirect_uri"],
                "client_id": fields["client_id"],
            }:
                return 400, {"error": "invalid_grant"}
            said["refresh_token"] = secrets.token_urlsafe(8)
            self.refresh_tokens.add(said["refresh_token"])
        elif fields["refresh_token"] not in self.refresh_tokens:
            return 400, {"error": "invalid_grant"}
        said["access_token"] = secrets.token_urlsafe(8)
        self.access_tokens.add(said["access_token"])
        return 200, said

    def revoke(self, token: str) -> Answer:
        if token not in self.refresh_tokens:
            return 400, {"error": "invalid_token"}
        self.refresh_tokens.remove(token)
        return 200, {}

    def calendar(
        self, method: str, path: str, query: dict[str, str], document: dict[str, Any]
    ) -> Answer:
        prefix = "/calendar/v3/calendars/primary/events"
        assert path.startswith(prefix)
        known = unquote(path.removeprefix(prefix).removeprefix("/"))
        if method == "GET":
            return self.listed(query)
        if method == "POST":
            if document["id"] in self.events:
                return 409, {"error": {"code": 409, "errors": [{"reason": "duplicate"}]}}
            return 200, self.put(**document)
        if known not in self.events:
            return 404, {"error": {"code": 404}}
        if method == "PUT":
            return 200, self.put(**document, id=known)
        if self.events[known]["status"] == "cancelled":
            return 410, {"error": {"code": 410}}
        self.put(id=known, status="cancelled")
        return 204, None

    def put(self, **event: Any) -> dict[str, Any]:
        """Have an event in the calendar, as its person does."""
        event = {"status": "confirmed", "iCalUID": f"{event['id']}@google.com"} | event
        self.events[event["id"]] = event
        self.changed.append(event["id"])
        return event

    def listed(self, query: dict[str, str]) -> Answer:
        assert query["singleEvents"] == "true"
        since = int(query.get("syncToken", 0))
        if since and since < self.forgets_before:
            return 410, {"error": {"code": 410, "errors": [{"reason": "fullSyncRequired"}]}}
        if since:
            assert not query.keys() & {"timeMin", "timeMax"}
            ids = list(dict.fromkeys(self.changed[since:]))
        else:
            assert {"timeMin", "timeMax"} <= query.keys()
            ids = [each for each, event in self.events.items() if event["status"] != "cancelled"]
        first = int(query.get("pageToken", 0))
        said: dict[str, Any] = {
            "timeZone": self.time_zone,
            "items": [shown(self.events[each]) for each in ids[first : first + self.per_page]],
        }
        if first + self.per_page < len(ids):
            return 200, said | {"nextPageToken": str(first + self.per_page)}
        return 200, said | {"nextSyncToken": str(max(1, len(self.changed)))}

    @property
    def standing(self) -> list[dict[str, Any]]:
        """What is to be seen in the calendar."""
        return [event for event in self.events.values() if event["status"] != "cancelled"]


def shown(event: dict[str, Any]) -> dict[str, Any]:
    """An event as it is listed: of one that is over, next to nothing."""
    if event["status"] == "cancelled":
        return {"id": event["id"], "status": "cancelled"}
    return {name: value for name, value in event.items() if name != "summary"}


def bearer(request: http.server.BaseHTTPRequestHandler) -> str:
    """The token of a request."""
    return (request.headers.get("Authorization") or "").removeprefix("Bearer ")
