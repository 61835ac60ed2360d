"""Asks at URLs that somebody gave us: on the public internet and nowhere else, and for so long at
most.

No URL is trusted, that of a redirect neither: every address of its host is judged
(app/channels/addresses.py), and the connection goes to one that was judged, not to a name that
could mean another by then. Host, SNI and certificate are those of the name.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from typing import NamedTuple

import httpx

from app import __version__
from app.channels.addresses import Addresses, Refused
from app.settings import Settings
from app.tls import trusting

CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 30.0

# Nobody is left alone for longer, whatever they want.


class Redirects(NamedTuple):
    """Which of them are followed, and how many, one after the other."""

    statuses: frozenset[int] = frozenset()
    most: int = 0


NOWHERE = Redirects()
READING = Redirects(frozenset({301, 302, 303, 307, 308}), 3)


class Page(NamedTuple):
    """What was there."""

    status: int
    headers: httpx.Headers
    body: bytes


class TooLarge(Exception):
    """There is more than we read."""


class Outside:
    """Asks, each time on a connection of its own: two hosts with one address must not share what
    was verified for one of them."""

    def __init__(self, settings: Settings, *, seconds: float = TOTAL_SECONDS) -> None:
        self._addresses = Addresses(settings)
        self._seconds = seconds
        self._client = httpx.AsyncClient(
            verify=trusting(),
            trust_env=False,
            follow_redirects=False,
            timeout=httpx.Timeout(seconds, connect=CONNECT_SECONDS),
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=0),
            headers={
                "User-Agent": f"Holdfast/{__version__}",
                "Accept-Encoding": "identity",
                "Connection": "close",
            },
        )

    async def get(self, url: str, headers: Mapping[str, str], most_bytes: int) -> Page:
        """What is at a URL, or wherever that sends us on to. Raises TimeoutError,
        httpx.HTTPError, httpx.InvalidURL, Refused, TooLarge."""
        async with self.answered("GET", url, headers, redirects=READING) as response:
            body = await whole(response, most_bytes)
            return Page(response.status_code, response.headers, body)

    @contextlib.asynccontextmanager
    async def answered(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        content: bytes | None = None,
        *,
        redirects: Redirects = NOWHERE,
    ) -> AsyncIterator[httpx.Response]:
        """The answer of a URL, or of wherever that sends us on to; its body is yet to be read, in
        what is left of the time. Raises TimeoutError, httpx.HTTPError, httpx.InvalidURL,
        Refused."""
        target = httpx.URL(url)
        async with asyncio.timeout(self._seconds):
            for _ in range(redirects.most + 1):
                async with self._at(target, method, headers, content) as response:
                    if (
                        response.status_code not in redirects.statuses
                        or "location" not in response.headers
                    ):
                        yield response
                        return
                    origin, target = target, target.join(response.headers["location"])
                if origin.scheme == "https" and target.scheme != "https":
                    raise Refused("It sends us on to where there is no TLS.")
        raise Refused(f"It sent us on more than {redirects.most} times.")

    async def close(self) -> None:
        """Let go of connections."""
        await self._client.aclose()

    @contextlib.asynccontextmanager
    async def _at(
        self, url: httpx.URL, method: str, headers: Mapping[str, str], content: bytes | None
    ) -> AsyncIterator[httpx.Response]:
        """The answer of the first of a URL's addresses that takes a connection. Raises
        httpx.HTTPError, Refused."""
        addresses = await self._addresses.of(url)
        for nth, address in enumerate(addresses, 1):
            request = self._client.build_request(
                method,
                url.copy_with(host=str(address)),
                content=content,
                headers={**headers, "Host": url.netloc.decode()},
                extensions={"sni_hostname": url.raw_host.decode()},
            )
            try:
                answered = await self._client.send(request, stream=True)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                if nth == len(addresses):
                    raise
                continue
            try:
                yield answered
            finally:
                await answered.aclose()
            return


async def whole(response: httpx.Response, most_bytes: int) -> bytes:
    """The body. What is compressed though we asked for it plain could be of any size. Raises
    httpx.HTTPError, TooLarge, Refused."""
    if response.headers.get("content-encoding", "identity") != "identity":
        raise Refused("It is compressed, which we did not ask for.")
    body = bytearray()
    async for piece in response.aiter_raw():
        body += piece
        if len(body) > most_bytes:
            raise TooLarge(f"It has more than {most_bytes} bytes.")
    return bytes(body)
