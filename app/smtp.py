"""Connections to an SMTP server that are kept for the next e-mail."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from urllib.parse import unquote, urlsplit

import aiosmtplib

# How many e-mails are under way at a time.
MOST = 5

# How long each answer is waited for.
SECONDS = 10

# How long one is kept that nobody needs: servers hang up after a while.
KEPT_SECONDS = 30


class Connections:
    """Connections to the server of a URL: smtp://, smtp+starttls:// (never in the clear), smtps://."""

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url)
        self._room = asyncio.Semaphore(MOST)
        self._idle: list[tuple[float, aiosmtplib.SMTP]] = []

    @contextlib.asynccontextmanager
    async def one(self) -> AsyncIterator[aiosmtplib.SMTP]:
        """A connection that works, for one e-mail. It is kept unless something went wrong with it:
        that an e-mail is refused is no such thing. Raises aiosmtplib.SMTPException, OSError."""
        async with self._room:
            client = await self._kept() or await self._new()
            try:
                yield client
            except (aiosmtplib.SMTPResponseException, aiosmtplib.SMTPRecipientsRefused):
                self._idle.append((time.monotonic(), client))
                raise
            except BaseException:
                client.close()
                raise
            self._idle.append((time.monotonic(), client))

    async def close(self) -> None:
        """Let go of those that are kept."""
        idle, self._idle = self._idle, []
        for _, client in idle:
            with contextlib.suppress(aiosmtplib.SMTPException, OSError):
                await client.quit()

    async def _kept(self) -> aiosmtplib.SMTP | None:
        """One that was kept and still answers."""
        while self._idle:
            since, client = self._idle.pop()
            if time.monotonic() - since < KEPT_SECONDS:
                with contextlib.suppress(aiosmtplib.SMTPException, OSError):
                    await client.rset()
                    return client
            client.close()
        return None

    async def _new(self) -> aiosmtplib.SMTP:
        url = self._url
        client = aiosmtplib.SMTP(
            hostname=url.hostname or "localhost",
            port=url.port,
            username=unquote(url.username) if url.username else None,
            password=unquote(url.password) if url.password else None,
            use_tls=url.scheme == "smtps",
            start_tls=True if url.scheme == "smtp+starttls" else None,
            timeout=SECONDS,
        )
        try:
            await client.connect()
        except BaseException:
            client.close()
            raise
        return client
