"""Sends the e-mails that the database has written down: to an SMTP server, or into files.

Any number of processes may send. The database gives each e-mail to one of them for a while; one
whose sender dies in between is given to another, so it may come twice, and is never lost. The
texts are in app/texts, a folder for each language and a file for each kind of e-mail: the first
line is the subject. A new kind is a new file in each folder.
"""

import asyncio
import email.policy
import json
import logging
from collections.abc import Mapping
from email.errors import NonASCIILocalPartDefect
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

import aiosmtplib
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.database import Database
from app.links import Links
from app.ours_alone import ours_alone
from app.recurring import WORKER, keep
from app.settings import Settings

logger = logging.getLogger("holdfast.mail")

TEXTS = Path(__file__).parent / "texts"

# What somebody is written to in whose language there are no texts.
FALLBACK = "en"

# As many as can all fail to be sent before the database gives them to somebody else.
BATCH = 20
SECONDS_FOR_EACH = 10

# Nothing in these is markup. A name that is missing is a mistake.
TEMPLATES = Environment(
    loader=FileSystemLoader(TEXTS),
    autoescape=False,  # noqa: S701 - texts, not pages
    undefined=StrictUndefined,
    keep_trailing_newline=True,
)


class Mailer:
    """Takes e-mails that are due, writes them and sends them."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings = settings
        self._database = database
        self._links = Links(settings)

    async def keep_sending(self) -> None:
        """Send for ever."""
        await keep(self.send_due, self._settings.mail_seconds, logger)

    async def send_due(self) -> None:
        """Send what is due. One that cannot be sent is tried again later and holds up no other;
        then it raises what went wrong last."""
        failure: Exception | None = None
        due = await self._database.call("claim_messages", {"limit": BATCH}, WORKER)
        for message in json.loads(due.body)["items"]:
            settled = {"message_id": message["id"]}
            try:
                await self.send(self.written(message), message["id"])
            except Exception as error:
                failure = error
                settled["error"] = f"{type(error).__name__}: {error}".replace("\0", "")
            await self._database.call("settle_message", settled, WORKER)
        if failure:
            raise failure

    def written(self, message: Mapping[str, Any]) -> EmailMessage:
        """An e-mail as it is sent. Raises jinja2.TemplateError, ValueError,
        email.errors.MessageError."""
        written = EmailMessage(policy=email.policy.SMTP)
        subject, text = self.text(message)
        written["Subject"] = subject
        written["From"] = self._settings.mail_from
        written["To"] = address(message["recipient"])
        written["Date"] = formatdate()
        # The same if it is sent twice: then it can be told.
        sender = parseaddr(self._settings.mail_from)[1]
        written["Message-ID"] = f"<{message['id']}@{sender.rpartition('@')[2]}>"
        written["Auto-Submitted"] = "auto-generated"
        written.set_content(text)
        return written

    def text(self, message: Mapping[str, Any]) -> tuple[str, str]:
        """The subject and the text of an e-mail, in its language or else in English."""
        language = message["locale"].partition("-")[0]
        template = TEMPLATES.select_template(
            [f"{each}/{message['kind']}.txt" for each in (language, FALLBACK)]
        )
        # Whatever white space a name has is no line of ours.
        words = {
            name: " ".join(value.split()) if isinstance(value, str) else value
            for name, value in message["data"].items()
        }
        if message["link_id"]:
            words["token"] = self._links.token(message["link_id"])
            words["link"] = (
                f"{self._settings.public_url.rstrip('/')}/links/"
                f"{message['kind'].replace('_', '-')}?{urlencode({'token': words['token']})}"
            )
        subject, _, text = template.render(words).partition("\n")
        return subject, text.lstrip("\n")

    async def send(self, written: EmailMessage, message_id: str) -> None:
        """Hand an e-mail over. Raises aiosmtplib.SMTPException, OSError."""
        if not self._settings.smtp_url:
            await asyncio.to_thread(self._keep, written, message_id)
            return
        url = urlsplit(self._settings.smtp_url)
        await aiosmtplib.send(
            written,
            hostname=url.hostname or "localhost",
            port=url.port,
            username=unquote(url.username) if url.username else None,
            password=unquote(url.password) if url.password else None,
            use_tls=url.scheme == "smtps",
            start_tls=True if url.scheme == "smtp+starttls" else None,
            timeout=SECONDS_FOR_EACH,
        )

    def _keep(self, written: EmailMessage, message_id: str) -> None:
        """Write an e-mail to a file that only its owner can read: there is a link in it."""
        folder = folder_of(self._settings)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(folder / f"{message_id}.eml", "wb", opener=ours_alone) as file:
            file.write(bytes(written))


def address(recipient: str) -> Address:
    """A recipient as one address, so that nothing in it can be read as another. Raises ValueError,
    email.errors.MessageError."""
    if not recipient:
        raise ValueError("There is nobody to send it to.")
    try:
        return Address(addr_spec=recipient)
    except NonASCIILocalPartDefect:
        # A server may know it all the same (RFC 6531).
        local, _, domain = recipient.rpartition("@")
        return Address(username=local, domain=domain)


def folder_of(settings: Settings) -> Path:
    """Where e-mails are kept that are not sent anywhere."""
    return Path(settings.data_dir) / "mail"
