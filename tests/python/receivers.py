"""What webhooks are sent to, over real sockets: a receiver that answers as it is told, well or
badly, and a name server that says where it is."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

import dns.flags
import dns.message
import dns.rdatatype
import dns.rrset
from waiting import until


class Received(NamedTuple):
    """One request, as it came."""

    target: str
    headers: dict[str, str]
    body: bytes


Behaviour = Callable[[socket.socket, Received], None]
"""Answers a request, and returns when there is nothing more to say."""


def answering(status: int = 200, body: bytes = b"", *also: Behaviour, **headers: str) -> Behaviour:
    """Answers so, and perhaps goes on in another way."""
    lines = [f"HTTP/1.1 {status} Said"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if not also and "content_length" not in headers:
        lines.append(f"Content-Length: {len(body)}")
    said = "\r\n".join([*lines, "", ""]).encode() + body

    def behave(connection: socket.socket, received: Received) -> None:
        connection.sendall(said)
        for each in also:
            each(connection, received)

    return behave


def dripping(piece: bytes, seconds: float = 0.05) -> Behaviour:
    """Says the same again and again, until nobody listens."""

    def behave(connection: socket.socket, received: Received) -> None:
        while True:
            connection.sendall(piece)
            if seconds:
                time.sleep(seconds)

    return behave


def saying(words: bytes) -> Behaviour:
    """Says this and hangs up."""
    return lambda connection, received: connection.sendall(words)


def hanging(connection: socket.socket, received: Received) -> None:
    """Says nothing, as long as anybody waits."""
    connection.recv(1)


class Receiver:
    """Takes requests, one for each connection, and answers each in its turn; the last behaviour
    goes for all that come after."""

    def __init__(self, *behaviours: Behaviour, host: str = "127.0.0.1", port: int = 0) -> None:
        self.behaviours = list(behaviours or (answering(),))
        self.received: list[Received] = []
        self.sent = 0
        self.tls: ssl.SSLContext | None = None
        self._socket = socket.create_server((host, port))
        self.port = int(self._socket.getsockname()[1])
        self.url = f"http://{host}:{self.port}/hooks"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._take, args=[connection], daemon=True).start()

    def _take(self, connection: socket.socket) -> None:
        with suppress(OSError), connection:
            if self.tls:
                connection = self.tls.wrap_socket(connection, server_side=True)
            received = read(connection)
            behaviour = self.behaviours[min(len(self.received), len(self.behaviours) - 1)]
            self.received.append(received)
            behaviour(connection, received)
            connection.shutdown(socket.SHUT_WR)
            connection.recv(1)

    def wait(self, count: int) -> list[Received]:
        """What has come, as soon as it is so much."""
        until(lambda: len(self.received) >= count, what=f"{count} requests")
        return self.received

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)  # Whoever waits for a connection wakes.
        self._socket.close()


def read(connection: socket.socket) -> Received:
    """One request from a connection."""
    said = b""
    while b"\r\n\r\n" not in said:
        if not (piece := connection.recv(65536)):
            raise OSError("Nothing was asked.")
        said += piece
    head, _, body = said.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    while len(body) < int(headers.get("content-length", 0)):
        body += connection.recv(65536)
    return Received(first.split()[1], headers, body)


@contextmanager
def receiver(*behaviours: Behaviour, host: str = "127.0.0.1", port: int = 0) -> Iterator[Receiver]:
    """A receiver, for as long as the context lasts."""
    opened = Receiver(*behaviours, host=host, port=port)
    try:
        yield opened
    finally:
        opened.close()


class Names:
    """A name server on a free UDP port. A name has one list of addresses after another: the last
    is for good."""

    def __init__(self, **answers: list[list[str]]) -> None:
        self.answers = {f"{name}.test": each for name, each in answers.items()}
        self.asked: list[str] = []
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                packet, who = self._socket.recvfrom(2048)
            except OSError:
                return
            question = dns.message.from_wire(packet)
            answer = dns.message.make_response(question)
            answer.flags |= dns.flags.AA | dns.flags.RA
            asked = question.question[0]
            if asked.rdtype in (dns.rdatatype.A, dns.rdatatype.AAAA):
                self._fill(answer, asked)
            self._socket.sendto(answer.to_wire(), who)

    def _fill(self, answer: dns.message.Message, asked: dns.rrset.RRset) -> None:
        name = asked.name.to_text(omit_final_dot=True).lower()
        lists = self.answers.get(name, [[]])
        is_six = asked.rdtype == dns.rdatatype.AAAA
        found = [each for each in lists[0] if (":" in each) == is_six]
        if not is_six:
            self.asked.append(name)
            del lists[: len(lists) > 1]
        if found:
            answer.answer.append(dns.rrset.from_text(asked.name, 0, "IN", asked.rdtype, *found))

    def close(self) -> None:
        self._socket.close()


@contextmanager
def names(**answers: list[list[str]]) -> Iterator[Names]:
    """A name server, for as long as the context lasts."""
    opened = Names(**answers)
    try:
        yield opened
    finally:
        opened.close()
