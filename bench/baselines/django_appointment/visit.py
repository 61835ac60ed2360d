"""A load generator like bench/http_load.py, but of visits: a booking as a browser makes it.

A line of input is either a request as there, or VISIT, a session, and a form. A visit sends the
form to django-appointment, follows to the page that asks who one is, and sends that; the booking
is made when the answer leads to the page that says thank you. Status 201 counts that, everything
else counts as whatever the last answer was. A visit takes as long as its three answers.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from bench.http_load import Client, header, main, status, written

TOKEN = "a" * 32
"""What keeps forms of other sites out: a cookie and a field must say the same."""

CUSTOMER = "name=Customer&phone_0=IT&phone_1=0612345678&address=Rome&payment_type=full"


class Browser(Client):
    """One browser."""

    session = page = b""

    def send(self, request: bytes) -> None:
        kind, _, rest = request.partition(b" ")
        self.session, _, fields = rest.partition(b" ")
        if kind != b"VISIT":
            super().send(request)
        else:
            self.post(b"/request-submit/", fields)

    def post(self, path: bytes, fields: bytes) -> None:
        """Send a form."""
        body = b"csrfmiddlewaretoken=" + TOKEN.encode() + b"&" + fields
        super().send(
            self.head(b"POST", path)
            + b"Content-Type: application/x-www-form-urlencoded\r\n"
            + b"Content-Length: %d\r\n\r\n" % len(body)
            + body
        )

    def head(self, method: bytes, path: bytes) -> bytes:
        """The beginning of a request, with the cookies."""
        return b"%b %b HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: sessionid=%b; csrftoken=%b\r\n" % (
            method,
            path,
            self.session,
            TOKEN.encode(),
        )

    def answered(self, head: bytes, body: bytes) -> None:
        leads_to = header(head, b"location")
        if leads_to.startswith(b"/client-info/"):
            self.page = leads_to
            super().send(self.head(b"GET", leads_to) + b"\r\n")
        elif self.page and status(head) == 200:
            self.post(self.page, CUSTOMER.encode())
            self.page = b""
        elif leads_to.startswith(b"/thank-you/"):
            super().answered(b"HTTP/1.1 201", b"")
        else:
            super().answered(head, body)


def visited(line: str, port: int) -> bytes:
    """One line of input: a visit goes on as it is."""
    return line.strip().encode() if line.startswith("VISIT ") else written(line, port)


if __name__ == "__main__":
    main(visited, Browser)
