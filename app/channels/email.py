"""E-mail: over SMTP, or into files where there is no server."""

import asyncio
import re
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import aiosmtplib

from app.channels import Failed, Gone, Task
from app.ours_alone import ours_alone
from app.post import Writer
from app.settings import Settings
from app.smtp import MOST, Connections

# What a server says that does not like us, or what we write; the recipient is another matter
# (RFC 3463: 5.7 is security and policy).
POLICY = re.compile(r"^5\.7\.")


class EmailAdapter:
    """Sends e-mails."""

    at_once = 2 * MOST  # The next are written meanwhile.

    def __init__(self, settings: Settings) -> None:
        self._writer = Writer(settings)
        self._folder = folder_of(settings)
        self._server = Connections(settings.smtp_url) if settings.smtp_url else None

    async def deliver(self, task: Task) -> Mapping[str, Any] | None:
        """Write an e-mail and hand it over. Raises Gone where the server knows no such recipient,
        Failed where it wants none now; whatever else it raises counts as that."""
        # Writing a document takes a while.
        has_document = "document" in task.details.get("words", {})
        write = self._writer.written
        message = await asyncio.to_thread(write, task) if has_document else write(task)
        if self._server is None:
            await asyncio.to_thread(self._keep, message, task.id)
            return None
        try:
            async with self._server.one() as client:
                _, said = await client.send_message(message)
        except aiosmtplib.SMTPRecipientsRefused as refused:
            raise refusal(refused.recipients[0], task) from None
        except (aiosmtplib.SMTPException, OSError) as error:
            raise Failed(without(f"{type(error).__name__}: {error}", task)) from error
        return {"said": without(said, task)}

    async def close(self) -> None:
        if self._server:
            await self._server.close()

    def _keep(self, message: EmailMessage, name: str) -> None:
        """Write an e-mail to a file that only its owner can read: there is a link in it."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(self._folder / f"{name}.eml", "wb", opener=ours_alone) as file:
            file.write(bytes(message))


def refusal(refused: aiosmtplib.SMTPRecipientRefused, task: Task) -> Failed:
    """What it means that a recipient is refused: for ever if there is none of that address, and
    until later if the server is busy, or does not like us."""
    said = without(refused.message, task)
    response = {"code": refused.code, "said": said}
    if refused.code >= 500 and not POLICY.match(refused.message):
        return Gone(f"{refused.code} {said}", response=response)
    return Failed(f"{refused.code} {said}", response=response)


def without(said: str, task: Task) -> str:
    """What a server said, without whom it was about: that is kept in one place only."""
    return re.sub(re.escape(task.details["recipient"]), "…", said, flags=re.IGNORECASE)


def folder_of(settings: Settings) -> Path:
    """Where e-mails are kept that are not sent anywhere."""
    return Path(settings.data_dir) / "mail"
