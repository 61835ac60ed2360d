"""A post office for tests: a real SMTP server that takes what comes, or refuses it."""

import contextlib
import email
import email.policy
import socket
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Post:
    """What has come, and what is said to who brings more."""

    def __init__(self) -> None:
        self.refusal = ""
        self.refused: dict[str, str] = {}
        self.sessions: set[int] = set()
        self.received: list[tuple[list[str], EmailMessage]] = []

    def has(self, n: int) -> bool:
        """Whether so many e-mails have come."""
        return len(self.received) == n

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.refusal:
            return self.refusal
        assert isinstance(envelope.content, bytes)
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.sessions.add(id(session))
        self.received.append((envelope.rcpt_tos, message))
        return "250 Taken"

    @contextlib.contextmanager
    def at(self, port: int = 0, **more: Any) -> Iterator[int]:
        """Open on a port of 127.0.0.1."""
        port = port or free_port()
        office = Controller(self, hostname="127.0.0.1", port=port, **more)
        office.start()
        try:
            yield port
        finally:
            office.stop()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def plain_of(message: EmailMessage) -> str:
    """The plain text of an e-mail."""
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def html_of(message: EmailMessage) -> str:
    """The HTML of an e-mail."""
    body = message.get_body(("html",))
    assert body is not None
    return str(body.get_content())
